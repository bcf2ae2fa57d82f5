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
        bool hasExternalData;
        try
        {
            hasExternalData = HasExternalData(model, Kind.Model, 0);
        }
        catch (InvalidDataException e)
        {
            throw new ModelException($"model {path}: not a model that ONNX Runtime can load: its bytes are not a complete ONNX file", e);
        }

        if (hasExternalData)
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

    private static bool HasExternalData(ReadOnlySpan<byte> message, Kind kind, int depth)
    {
        if (depth > MaxDepth)
            throw new InvalidDataException("the graphs are nested too deeply");
        foreach (var field in new OnnxFields(message))
        {
            var content = message[field.Content];
            // external_data, or a data_location other than DEFAULT
            if (kind == Kind.Tensor && (field.Number == 13 || (field.Number == 14 && (field.Type != 0 || content is not [0]))))
                return true;
            if (field.Type == 2 && ChildKind(kind, field.Number) is { } inside && HasExternalData(content, inside, depth + 1))
                return true;
        }

        return false;
    }
}
