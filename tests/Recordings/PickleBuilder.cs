using System.Text;

namespace StreamLift.Tests.Recordings;

/// <summary>Writes pickles like Python (protocol 2, and the bytes of protocol 3), valid and invalid ones.</summary>
internal sealed class PickleBuilder
{
    private readonly MemoryStream _bytes = new();

    public static byte[] Of(object? value) => new PickleBuilder().Op("\x80\x02").Value(value).Op(".").ToArray();

    public byte[] ToArray() => _bytes.ToArray();

    /// <summary>Appends instructions and their text, one byte per character.</summary>
    public PickleBuilder Op(string latin1)
    {
        _bytes.Write(Encoding.Latin1.GetBytes(latin1));
        return this;
    }

    public PickleBuilder Value(object? value) =>
        value switch
        {
            null => Op("N"),
            int number => Op("J").Raw(BitConverter.GetBytes(number)),
            string text => Op("X").Raw(BitConverter.GetBytes(Encoding.UTF8.GetByteCount(text))).Raw(Encoding.UTF8.GetBytes(text)),
            float[,,] array => Array(array, [array.GetLength(0), array.GetLength(1), array.GetLength(2)]),
            object?[] list => list.Aggregate(Op("]("), (b, item) => b.Value(item)).Op("e"),
            Dictionary<string, object?> dictionary => dictionary.Aggregate(Op("}("), (b, e) => b.Value(e.Key).Value(e.Value)).Op("u"),
            _ => throw new NotSupportedException(value.GetType().Name),
        };

    private PickleBuilder Array(float[,,] values, int[] shape)
    {
        Op("cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\n").Op("(").Value(0).Op("tC\u0001b\x87R(").Value(1).Op("(");
        foreach (var length in shape)
            Value(length);
        Op("tcnumpy\ndtype\n").Value("f4").Op("\x89\x88\x87R(").Value(3).Value("<").Op("NNN").Value(-1).Value(-1).Value(0).Op("tb\x89");
        var raw = new byte[Buffer.ByteLength(values)];
        Buffer.BlockCopy(values, 0, raw, 0, raw.Length);
        return Op("B").Raw(BitConverter.GetBytes(raw.Length)).Raw(raw).Op("tb");
    }

    private PickleBuilder Raw(byte[] bytes)
    {
        _bytes.Write(bytes);
        return this;
    }
}
