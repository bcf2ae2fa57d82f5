namespace StreamLift.Lifter.Models;

/// <summary>
/// Refuses models that keep weights outside their file, because the hash does not cover those. ONNX Runtime reads such weights from below the working
/// directory, even for a model that is loaded from bytes. The field numbers are from onnx.proto.
/// </summary>
internal static class ExternalDataCheck
{
    private const int MaxDepth = 64;

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

    /// <summary>Checks the bytes of a model file.</summary>
    /// <exception cref="ModelException">The model keeps weights outside the file, or the bytes are not an ONNX model.</exception>
    public static void Check(ReadOnlySpan<byte> model, string path)
    {
        if (HasExternalData(model, Kind.Model, 0, path))
            throw new ModelException(
                $"model {path}: it keeps weights outside the file (ONNX external data), which the hash does not cover; save it as one file"
            );
    }

    private static Kind? ChildKind(Kind kind, long field) =>
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

    private static bool HasExternalData(ReadOnlySpan<byte> message, Kind kind, int depth, string path)
    {
        while (message.Length > 0)
        {
            var (field, type) = Math.DivRem(ReadVarint(ref message, path), 8);
            var length = type switch
            {
                0 => 0,
                1 => 8,
                2 => ReadVarint(ref message, path),
                5 => 4,
                _ => -1,
            };
            if (length < 0 || length > message.Length || depth > MaxDepth)
                throw InvalidModel(path);
            // external_data, or a data_location other than DEFAULT
            if (kind == Kind.Tensor && (field == 13 || (field == 14 && (type != 0 || message is not [0, ..]))))
                return true;
            if (type == 0)
                ReadVarint(ref message, path);
            else if (type == 2 && ChildKind(kind, field) is { } inside && HasExternalData(message[..(int)length], inside, depth + 1, path))
                return true;
            message = message[(int)length..];
        }

        return false;
    }

    private static long ReadVarint(ref ReadOnlySpan<byte> message, string path)
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

        throw InvalidModel(path);
    }

    private static ModelException InvalidModel(string path) =>
        new($"model {path}: not a model that ONNX Runtime can load: its bytes are not a complete ONNX file");
}
