namespace StreamLift.Lifter.Models;

/// <summary>
/// Refuses models that keep weights outside their file: nobody hashed those. ONNX Runtime reads them for a model that is loaded from bytes too,
/// where they lie below the working directory. Field numbers: onnx.proto.
/// </summary>
internal static class ExternalDataCheck
{
    private const int Deepest = 64;

    private enum Kind
    {
        Model,
        Training,
        Function,
        Graph,
        Node,
        Attribute,
        Sparse,
        Tensor,
    }

    /// <exception cref="ModelException">It does, or it is no model.</exception>
    public static void Check(ReadOnlySpan<byte> model, string path)
    {
        if (Find(model, Kind.Model, 0, path))
            throw new ModelException($"model {path}: it keeps weights outside the file (ONNX external data), which no hash covers: save it as one file");
    }

    private static Kind? Inside(Kind kind, long field) =>
        (kind, field) switch
        {
            (Kind.Model, 7) or (Kind.Training, 1 or 2) or (Kind.Attribute, 6 or 11) => Kind.Graph,
            (Kind.Model, 20) => Kind.Training,
            (Kind.Model, 25) => Kind.Function,
            (Kind.Graph, 1) or (Kind.Function, 7) => Kind.Node,
            (Kind.Node, 5) or (Kind.Function, 11) => Kind.Attribute,
            (Kind.Graph, 15) or (Kind.Attribute, 22 or 23) => Kind.Sparse,
            (Kind.Graph, 5) or (Kind.Attribute, 5 or 10) or (Kind.Sparse, 1 or 2) => Kind.Tensor,
            _ => null,
        };

    private static bool Find(ReadOnlySpan<byte> message, Kind kind, int depth, string path)
    {
        while (message.Length > 0)
        {
            var (field, type) = Math.DivRem(Varint(ref message, path), 8);
            var length = type switch
            {
                0 => 0,
                1 => 8,
                2 => Varint(ref message, path),
                5 => 4,
                _ => -1,
            };
            if (length < 0 || length > message.Length || depth > Deepest)
                throw NoModel(path);
            // external_data, and data_location other than in the file
            if (kind == Kind.Tensor && (field == 13 || (field == 14 && (type != 0 || message is not [0, ..]))))
                return true;
            if (type == 0)
                Varint(ref message, path);
            else if (type == 2 && Inside(kind, field) is { } inside && Find(message[..(int)length], inside, depth + 1, path))
                return true;
            message = message[(int)length..];
        }

        return false;
    }

    private static long Varint(ref ReadOnlySpan<byte> message, string path)
    {
        var value = 0L;
        for (var i = 0; i < message.Length && i < 10; i++)
        {
            value |= (long)(message[i] & 0x7f) << (7 * i);
            if (message[i] >= 0x80)
                continue;
            message = message[(i + 1)..];
            return value;
        }

        throw NoModel(path);
    }

    private static ModelException NoModel(string path) =>
        new($"model {path}: not a model that ONNX Runtime can load: its bytes are no ONNX file, or not all of it");
}
