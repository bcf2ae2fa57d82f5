using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace StreamLift.Files.Tables;

/// <summary>Writes arrays of NumPy into a zip archive, which is an npz file (NumPy's NEP 1, format version 1.0).</summary>
internal static class NpyWriter
{
    private const int Alignment = 64;
    private const int FixedHeader = 10;

    /// <summary>Writes numbers.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="name">The array's name.</param>
    /// <param name="type">Its type: <c>&lt;f4</c>, <c>&lt;f8</c>, <c>&lt;i8</c>, <c>|u1</c>.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="blocks">The numbers, in pieces.</param>
    public static void Write<T>(ZipArchive archive, string name, string type, int[] shape, IEnumerable<T[]> blocks)
        where T : struct
    {
        using var entry = archive.CreateEntry($"{name}.npy", CompressionLevel.Fastest).Open();
        WriteHeader(entry, type, shape);
        foreach (var block in blocks)
            entry.Write(MemoryMarshal.AsBytes(block.AsSpan()));
    }

    /// <summary>Writes texts, as NumPy's <c>U</c>: 4 bytes a letter, all as long as the longest.</summary>
    public static void WriteTexts(ZipArchive archive, string name, IReadOnlyList<string> texts)
    {
        var encoded = texts.Select(Encoding.UTF32.GetBytes).ToList();
        var longest = Math.Max(4, encoded.Max(text => text.Length));
        Write(archive, name, $"<U{longest / 4}", [texts.Count], encoded.Select(text => (byte[])[.. text, .. new byte[longest - text.Length]]));
    }

    private static void WriteHeader(Stream to, string type, int[] shape)
    {
        var dimensions = shape.Length == 1 ? $"{shape[0]}," : string.Join(", ", shape);
        var text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({dimensions}), }}";
        var length = text.Length + 1;
        text = text.PadRight(text.Length + ((Alignment - ((FixedHeader + length) % Alignment)) % Alignment)) + "\n";
        to.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, (byte)(text.Length >> 8)]);
        to.Write(Encoding.ASCII.GetBytes(text));
    }
}
