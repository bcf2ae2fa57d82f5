using System.Buffers.Binary;

namespace StreamLift.Datasets.Cdf;

/// <summary>The number format of a variable: its data type and the file's byte order.</summary>
/// <param name="Type">The data type: CDF_REAL4 is 21, CDF_FLOAT is 44.</param>
/// <param name="BigEndian">Whether numbers are big-endian.</param>
internal readonly record struct CdfNumbers(int Type, bool BigEndian)
{
    // VAX floating point (encoding 3, and the D and G formats of Alpha and Itanium VMS) is obsolete and not supported.
    private static readonly int[] BigEndians = [1, 2, 5, 7, 9, 11, 12, 18];
    private static readonly int[] LittleEndians = [4, 6, 13, 16, 17, 19];

    /// <param name="type">The data type of the variable.</param>
    /// <param name="encoding">The encoding of the file.</param>
    public static CdfNumbers Of(int type, int encoding)
    {
        if (!BigEndians.Contains(encoding) && !LittleEndians.Contains(encoding))
            throw new InvalidDataException($"the encoding {encoding} is unknown");
        var numbers = new CdfNumbers(type, BigEndians.Contains(encoding));
        return numbers.Size > 0 ? numbers : throw new InvalidDataException($"the variable has the data type {type}, which is not a number");
    }

    /// <summary>Bytes per number. 0: the type is not a number.</summary>
    public int Size =>
        Type switch
        {
            1 or 11 or 41 => 1,
            2 or 12 => 2,
            4 or 14 or 21 or 44 => 4,
            8 or 22 or 45 => 8,
            _ => 0,
        };

    public float Read(ReadOnlySpan<byte> at) =>
        Type switch
        {
            1 or 41 => (sbyte)at[0],
            11 => at[0],
            2 => BigEndian ? BinaryPrimitives.ReadInt16BigEndian(at) : BinaryPrimitives.ReadInt16LittleEndian(at),
            12 => BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at),
            4 => BigEndian ? BinaryPrimitives.ReadInt32BigEndian(at) : BinaryPrimitives.ReadInt32LittleEndian(at),
            14 => BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at),
            8 => BigEndian ? BinaryPrimitives.ReadInt64BigEndian(at) : BinaryPrimitives.ReadInt64LittleEndian(at),
            21 or 44 => BigEndian ? BinaryPrimitives.ReadSingleBigEndian(at) : BinaryPrimitives.ReadSingleLittleEndian(at),
            _ => (float)(BigEndian ? BinaryPrimitives.ReadDoubleBigEndian(at) : BinaryPrimitives.ReadDoubleLittleEndian(at)),
        };
}
