using System.Text;

namespace StreamLift.Datasets.Cdf;

/// <summary>An internal record, see NASA's "CDF Internal Format Description": its size, its type and its body.</summary>
internal readonly record struct CdfRecord(CdfBytes Bytes, long At, long Size, int Type)
{
    public const int File = 1; // CDR
    public const int Global = 2; // GDR
    public const int RVariable = 3;
    public const int Index = 6; // VXR
    public const int Values = 7; // VVR
    public const int ZVariable = 8;
    public const int CompressedFile = 10; // CCR
    public const int Compression = 11; // CPR
    public const int CompressedValues = 13; // CVVR

    /// <summary>The only supported compression. Human3.6M's files and cdfwrite's use no other.</summary>
    private const int Gzip = 5;

    private long Body => At + Bytes.Word + 4;

    /// <summary>Reads an offset or size in the body. The arguments are the number of offsets (or sizes) and of integers before it.</summary>
    public long Offset(int offsets, int integers = 0) => Bytes.Offset(Within(Place(offsets, integers), Bytes.Word));

    /// <summary>Reads an integer in the body. The arguments are the number of offsets (or sizes) and of integers before it.</summary>
    public int Integer(int offsets, int integers) => Bytes.Integer(Within(Place(offsets, integers), 4));

    /// <summary>The rest of the body after this number of offsets and integers: its position and length.</summary>
    public (long At, long Length) Rest(int offsets, long integers) => (Within(Place(offsets, integers), 0), Size - Place(offsets, integers));

    /// <summary>Requires that a compression record specifies gzip.</summary>
    public void RequireGzip()
    {
        if (Integer(0, 0) is not Gzip and var kind)
            throw new InvalidDataException($"the compression {kind} is not supported; only gzip ({Gzip}) is");
    }

    public string Name(int offsets, int integers) =>
        Encoding.Latin1.GetString(Bytes.Span(Within(Place(offsets, integers), Bytes.NameLength), Bytes.NameLength)).Split('\0')[0].TrimEnd();

    private long Place(int offsets, long integers) => Body - At + ((long)offsets * Bytes.Word) + (4 * integers);

    private long Within(long place, int length) =>
        place + length <= Size ? At + place : throw new InvalidDataException($"an internal record of type {Type} is too short");
}
