using System.Runtime.InteropServices;
using StreamLift.Lifter;

namespace StreamLift.Training.Export;

/// <summary>Reads the folded network back out of a file that <see cref="OnnxFile"/> wrote. Field numbers are onnx.proto's.</summary>
internal static class NetworkReader
{
    /// <exception cref="ModelException">It is no such file, or not its fp32.</exception>
    public static FoldedNetwork Read(byte[] file, string path)
    {
        try
        {
            var graph = Graph(file);
            var network = Network(Tensors(graph));
            // the layers' names and sizes fit; that nothing stands between them, written again it shows
            if (!OnnxFile.Graph(network).Written.SequenceEqual(graph))
                throw new FormatException("its graph is another");
            return network;
        }
        catch (Exception e) when (e is FormatException or KeyNotFoundException)
        {
            throw new ModelException($"model {path}: not an fp32 model as 'streamlift train' and 'export' write them ({e.Message})", e);
        }
    }

    private static ReadOnlySpan<byte> Graph(byte[] file)
    {
        for (var model = new ProtoReader(file); model.Next();)
            if (model.Field == 7)
                return model.Bytes;
        throw new FormatException("it has no graph");
    }

    private static Dictionary<string, (long[] Shape, float[] Values)> Tensors(ReadOnlySpan<byte> graph)
    {
        var tensors = new Dictionary<string, (long[], float[])>();
        for (var field = new ProtoReader(graph); field.Next();)
        {
            if (field.Field != 5)
                continue;
            var (name, shape, values) = ("", new List<long>(), Array.Empty<float>());
            for (var tensor = new ProtoReader(field.Bytes); tensor.Next();)
            {
                switch (tensor.Field)
                {
                    case 1: shape.Add(tensor.Integer); break;
                    case 8: name = tensor.Text; break;
                    case 9 when tensor.Bytes.Length % sizeof(float) == 0: values = MemoryMarshal.Cast<byte, float>(tensor.Bytes).ToArray(); break;
                }
            }
            tensors[name] = ([.. shape], values);
        }
        return tensors;
    }

    private static FoldedNetwork Network(Dictionary<string, (long[] Shape, float[] Values)> tensors)
    {
        FoldedLayer Layer(string name)
        {
            var ((shape, weights), bias) = (tensors[$"{name}.weight"], tensors[$"{name}.bias"].Values);
            if (shape is not [> 0 and < 65536, > 0 and < 65536] || weights.Length != shape[0] * shape[1] || bias.Length != shape[0])
                throw new FormatException($"{name} is of another size");
            return new FoldedLayer((int)shape[0], (int)shape[1], weights, bias);
        }

        var blocks = new List<(FoldedLayer, FoldedLayer)>();
        while (tensors.ContainsKey($"block{blocks.Count}.first.weight"))
            blocks.Add((Layer($"block{blocks.Count}.first"), Layer($"block{blocks.Count}.second")));
        var spread = tensors.TryGetValue("spread.fill.row", out var fill)
            ? new FoldedSpread(Layer("spread.pose"), Layer("spread.features"), Layer("spread.seen"), fill.Values, Layer("spread.leave"))
            : null;
        return new FoldedNetwork(Layer("enter"), blocks, Layer("leave"), Spread: spread);
    }
}
