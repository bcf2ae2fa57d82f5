using System.Text;

namespace StreamLift.Datasets.Numpy;

/// <summary>Reads a .npy file: magic, a header in Python syntax, then raw numbers or a pickle.</summary>
internal static class NpyReader
{
    /// <summary>The array as a <see cref="NumpyArray"/>, or the values of a pickled array. A pickle of a single object gives this object.</summary>
    public static object? Read(Stream stream, long length)
    {
        Span<byte> magic = stackalloc byte[8];
        if (length < 10)
            throw new EndOfStreamException();
        stream.ReadExactly(magic);
        if (magic[0] != 0x93 || !magic[1..].StartsWith("NUMPY"u8))
            throw new InvalidDataException("an array does not start like a .npy file");
        var wide = magic[6] >= 2;
        Span<byte> size = stackalloc byte[4];
        size.Clear();
        stream.ReadExactly(size[..(wide ? 4 : 2)]);
        var headerLength = BitConverter.ToUInt32(size);
        var left = length - 8 - (wide ? 4 : 2) - headerLength;
        if (left < 0 || headerLength > 1 << 16)
            throw new InvalidDataException($"the .npy header claims {headerLength:N0} bytes");
        var text = new byte[headerLength];
        stream.ReadExactly(text);
        var header = NpyHeader.Parse(Encoding.Latin1.GetString(text));
        if (header.Type.IsObject)
            return Unwrapped(PickleReader.Read(stream, left));

        var array = new NumpyArray();
        var bytes = NumpyArray.Count(header.Shape) * header.Type.Size;
        if (bytes > left)
            throw new EndOfStreamException();
        array.Fill(header.Shape, header.Type, header.Fortran, new PickleInput(stream, left).Bytes((ulong)bytes));
        return array;
    }

    private static object? Unwrapped(object? value) => value is NumpyArray { Objects: [var only], Shape: [] } ? only : value;
}
