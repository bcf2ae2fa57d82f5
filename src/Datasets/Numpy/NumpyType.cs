using System.Buffers.Binary;
using StreamLift.Poses;

namespace StreamLift.Datasets.Numpy;

/// <summary>
/// A NumPy element type that can be converted to float (boolean, integer, or float of 2, 4 or 8 bytes, in either byte order), or a Python object.
/// </summary>
internal readonly record struct NumpyType(char Kind, int Size, bool BigEndian)
{
    public bool IsObject => Kind == 'O';

    /// <summary>Parses "&lt;f4", "|O", "f8" and so on. Throws <see cref="InvalidDataException"/> for types that are not plain numbers.</summary>
    public static NumpyType Parse(string text)
    {
        var rest = text.AsSpan();
        var bigEndian = rest.StartsWith(">");
        if (rest.Length > 0 && "<>|=".Contains(rest[0]))
            rest = rest[1..];
        if (rest.Length > 0 && rest[0] == 'O')
            return new NumpyType('O', 8, false);
        var sized = rest.Length > 1 && int.TryParse(rest[1..], out var size) ? size : 0;
        var known = rest.Length > 0 && (rest[0], sized) is ('f', 2 or 4 or 8) or ('i' or 'u', 1 or 2 or 4 or 8) or ('b', 1);
        return known ? new NumpyType(rest[0], sized, bigEndian) : throw new InvalidDataException($"the NumPy type '{OneLine.Of(text)}' is not a plain number");
    }

    /// <summary>One element as a double. 64-bit integers may lose precision.</summary>
    public double Read(ReadOnlySpan<byte> at) =>
        (Kind, Size) switch
        {
            ('f', 4) => BigEndian ? BinaryPrimitives.ReadSingleBigEndian(at) : BinaryPrimitives.ReadSingleLittleEndian(at),
            ('f', 8) => BigEndian ? BinaryPrimitives.ReadDoubleBigEndian(at) : BinaryPrimitives.ReadDoubleLittleEndian(at),
            ('f', 2) => (double)(BigEndian ? BinaryPrimitives.ReadHalfBigEndian(at) : BinaryPrimitives.ReadHalfLittleEndian(at)),
            ('i', 1) => (sbyte)at[0],
            ('u' or 'b', 1) => at[0],
            ('i', _) => SignExtended(Raw(at), Size),
            _ => Raw(at),
        };

    private ulong Raw(ReadOnlySpan<byte> at)
    {
        var value = 0ul;
        for (var i = 0; i < Size; i++)
            value = value << 8 | at[BigEndian ? i : Size - 1 - i];
        return value;
    }

    private static long SignExtended(ulong value, int size) => (long)(value << 64 - 8 * size) >> 64 - 8 * size;
}
