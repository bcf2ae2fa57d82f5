using System.Runtime.InteropServices;
using StreamLift.Training.Quantisation;

namespace StreamLift.Training.Export;

/// <summary>An ONNX graph in the making: each method adds a node and returns the name of what it gives. Field numbers are onnx.proto's.</summary>
internal sealed class OnnxGraph
{
    private const int Float = 1;
    private const int UnsignedByte = 2;
    private const int SignedByte = 3;
    private const int Int32 = 6;
    private const int Half = 10;
    private const int IntegerAttribute = 2;
    private readonly List<ProtoWriter> _nodes = [];
    private readonly List<ProtoWriter> _initializers = [];

    /// <summary>x·Wᵀ + b.</summary>
    public string Gemm(string x, FoldedLayer layer, string name, string? output = null)
    {
        _initializers.Add(Tensor($"{name}.weight", layer.Weights, layer.Outputs, layer.Inputs));
        _initializers.Add(Tensor($"{name}.bias", layer.Bias, layer.Outputs));
        return Node("Gemm", name, output, Attribute("transB", 1), x, $"{name}.weight", $"{name}.bias");
    }

    /// <summary>The same in 16 bits, of an x in 16 bits.</summary>
    public string HalfGemm(string x, FoldedLayer layer, string name)
    {
        _initializers.Add(Tensor($"{name}.weight", Half, Halved(layer.Weights), layer.Outputs, layer.Inputs));
        _initializers.Add(Tensor($"{name}.bias", Half, Halved(layer.Bias), layer.Outputs));
        return Node("Gemm", name, null, Attribute("transB", 1), x, $"{name}.weight", $"{name}.bias");
    }

    /// <summary>x in 16 bits.</summary>
    public string ToHalf(string x) => Node("Cast", $"{x}.half", null, Attribute("to", Half), x);

    /// <summary>x in 32 bits.</summary>
    public string ToFloat(string x) => Node("Cast", $"{x}.float", null, Attribute("to", Float), x);

    /// <summary>The same in whole numbers: weights and bias are kept as such and scaled where they are used.</summary>
    public string Gemm(string x, QuantisedLayer layer, string name, string? output = null)
    {
        var biasScales = layer.WeightScales.Select(scale => scale * layer.InputScale).ToArray();
        _initializers.Add(Tensor($"{name}.weight.rounded", SignedByte, layer.Weights, layer.Outputs, layer.Inputs));
        _initializers.Add(Tensor($"{name}.weight.scale", layer.WeightScales, layer.Outputs));
        _initializers.Add(Tensor($"{name}.weight.zero", SignedByte, new sbyte[layer.Outputs], layer.Outputs));
        _initializers.Add(Tensor($"{name}.bias.rounded", Int32, layer.Bias, layer.Outputs));
        _initializers.Add(Tensor($"{name}.bias.scale", biasScales, layer.Outputs));
        _initializers.Add(Tensor($"{name}.bias.zero", Int32, new int[layer.Outputs], layer.Outputs));
        var weight = Node("DequantizeLinear", $"{name}.weight", null, Attribute("axis", 0), $"{name}.weight.rounded", $"{name}.weight.scale", $"{name}.weight.zero");
        var bias = Node("DequantizeLinear", $"{name}.bias", null, Attribute("axis", 0), $"{name}.bias.rounded", $"{name}.bias.scale", $"{name}.bias.zero");
        return Node("Gemm", name, output, Attribute("transB", 1), x, weight, bias);
    }

    /// <summary>x to the nearest of 0…255 times a scale, and back.</summary>
    public string Rounded(string x, float scale, string name)
    {
        _initializers.Add(Tensor($"{name}.scale", [scale]));
        _initializers.Add(Tensor($"{name}.zero", UnsignedByte, new byte[1]));
        var rounded = Node("QuantizeLinear", $"{name}.rounded", null, null, x, $"{name}.scale", $"{name}.zero");
        return Node("DequantizeLinear", name, null, null, rounded, $"{name}.scale", $"{name}.zero");
    }

    public string Relu(string x) => Node("Relu", $"{x}.relu", null, null, x);

    /// <summary>1 where x is not a row's number, else 0.</summary>
    public string Differs(string x, float[] row, string name)
    {
        _initializers.Add(Tensor($"{name}.row", row, row.Length));
        var sign = Node("Sign", $"{name}.sign", null, null, Node("Sub", $"{name}.off", null, null, x, $"{name}.row"));
        return Node("Mul", name, null, null, sign, sign);
    }

    /// <summary>A logarithm held between that of two numbers, and the number of it; where <paramref name="mask"/> is 0, 0.</summary>
    public string Exponential(string x, (float Least, float Most) range, float[] mask, string output)
    {
        _initializers.Add(Tensor($"{output}.least", [MathF.Log(range.Least)]));
        _initializers.Add(Tensor($"{output}.most", [MathF.Log(range.Most)]));
        _initializers.Add(Tensor($"{output}.mask", mask, mask.Length));
        var held = Node("Clip", $"{output}.held", null, null, x, $"{output}.least", $"{output}.most");
        return Node("Mul", output, output, null, Node("Exp", $"{output}.all", null, null, held), $"{output}.mask");
    }

    public string Add(string x, string y) => Node("Add", $"{y}.sum", null, null, x, y);

    /// <summary>The graph as a message; rows are a symbolic dimension <c>n</c>.</summary>
    public ProtoWriter Finish(string name, (string Name, int Width) input, params ReadOnlySpan<(string Name, int Width)> outputs)
    {
        var graph = new ProtoWriter();
        foreach (var node in _nodes)
            graph.Message(1, node);
        graph.Text(2, name);
        foreach (var initializer in _initializers)
            graph.Message(5, initializer);
        graph.Message(11, Value(input.Name, input.Width));
        foreach (var (output, width) in outputs)
            graph.Message(12, Value(output, width));
        return graph;
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

    private static System.Half[] Halved(float[] values) => [.. values.Select(value => (System.Half)value)];

    private static ProtoWriter Attribute(string name, long value) => new ProtoWriter().Text(1, name).Integer(3, value).Integer(20, IntegerAttribute);

    private static ProtoWriter Tensor(string name, float[] values, params ReadOnlySpan<int> shape) => Tensor(name, Float, values, shape);

    // no shape: a single number
    private static ProtoWriter Tensor<T>(string name, int type, T[] values, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        var tensor = new ProtoWriter();
        foreach (var size in shape)
            tensor.Integer(1, size);
        return tensor.Integer(2, type).Text(8, name).Raw(9, MemoryMarshal.AsBytes(values.AsSpan()));
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
