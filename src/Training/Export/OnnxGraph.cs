namespace StreamLift.Training.Export;

/// <summary>An ONNX graph in the making: each method adds a node and returns the name of what it gives. Field numbers are onnx.proto's.</summary>
internal sealed class OnnxGraph
{
    private const int Float = 1;
    private const int IntegerAttribute = 2;
    private readonly List<ProtoWriter> _nodes = [];
    private readonly List<ProtoWriter> _initializers = [];

    /// <summary>x·Wᵀ + b.</summary>
    public string Gemm(string x, FoldedLayer layer, string name, string? output = null)
    {
        _initializers.Add(Tensor($"{name}.weight", layer.Weights, layer.Outputs, layer.Inputs));
        _initializers.Add(Tensor($"{name}.bias", layer.Bias, layer.Outputs));
        var transposed = new ProtoWriter().Text(1, "transB").Integer(3, 1).Integer(20, IntegerAttribute);
        return Node("Gemm", name, output, transposed, x, $"{name}.weight", $"{name}.bias");
    }

    public string Relu(string x) => Node("Relu", $"{x}.relu", null, null, x);

    public string Add(string x, string y) => Node("Add", $"{y}.sum", null, null, x, y);

    /// <summary>The graph as a message; rows are a symbolic dimension <c>n</c>.</summary>
    public ProtoWriter Finish(string name, (string Name, int Width) input, (string Name, int Width) output)
    {
        var graph = new ProtoWriter();
        foreach (var node in _nodes)
            graph.Message(1, node);
        graph.Text(2, name);
        foreach (var initializer in _initializers)
            graph.Message(5, initializer);
        return graph.Message(11, Value(input.Name, input.Width)).Message(12, Value(output.Name, output.Width));
    }

    private string Node(string operation, string name, string? output, ProtoWriter? attribute, params ReadOnlySpan<string> inputs)
    {
        var (given, node) = (output ?? $"{name}.out", new ProtoWriter());
        foreach (var input in inputs)
            node.Text(1, input);
        node.Text(2, given).Text(3, name).Text(4, operation);
        if (attribute is not null)
            node.Message(5, attribute);
        _nodes.Add(node);
        return given;
    }

    private static ProtoWriter Tensor(string name, float[] values, params ReadOnlySpan<int> shape)
    {
        var tensor = new ProtoWriter();
        foreach (var size in shape)
            tensor.Integer(1, size);
        return tensor.Integer(2, Float).Text(8, name).Raw(9, values);
    }

    private static ProtoWriter Value(string name, int width)
    {
        var shape = new ProtoWriter()
            .Message(1, new ProtoWriter().Text(2, "n"))
            .Message(1, new ProtoWriter().Integer(1, width));
        var type = new ProtoWriter().Integer(1, Float).Message(2, shape);
        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, type));
    }
}
