using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;
using StreamLift.Training.Quantization;
using DataType = Onnx.TensorProto.Types.DataType;
using Dimension = Onnx.TensorShapeProto.Types.Dimension;

namespace StreamLift.Training.Export;

/// <summary>Builds an ONNX graph. Each method adds nodes and returns the name of their output.</summary>
internal sealed class OnnxGraph
{
    private readonly List<NodeProto> _nodes = [];
    private readonly List<TensorProto> _initializers = [];

    /// <summary>x·Wᵀ + b.</summary>
    public string Gemm(string x, FoldedLayer layer, string name, string? output = null)
    {
        _initializers.Add(Tensor($"{name}.weight", layer.Weights, layer.Outputs, layer.Inputs));
        _initializers.Add(Tensor($"{name}.bias", layer.Bias, layer.Outputs));
        return Node("Gemm", name, output, Attribute("transB", 1), x, $"{name}.weight", $"{name}.bias");
    }

    /// <summary>The same with weights that the file stores in 16 bits. ONNX Runtime casts them to fp32 once, when it loads the file.</summary>
    public string Fp16WeightsGemm(string x, FoldedLayer layer, string name)
    {
        _initializers.Add(Tensor($"{name}.weight.fp16", DataType.Float16, ToHalves(layer.Weights), layer.Outputs, layer.Inputs));
        _initializers.Add(Tensor($"{name}.bias", layer.Bias, layer.Outputs));
        var weight = Node("Cast", $"{name}.weight", $"{name}.weight", Attribute("to", (int)DataType.Float), $"{name}.weight.fp16");
        return Node("Gemm", name, null, Attribute("transB", 1), x, weight, $"{name}.bias");
    }

    /// <summary>The same computed in fp16. The input x is fp16 too.</summary>
    public string Fp16Gemm(string x, FoldedLayer layer, string name)
    {
        _initializers.Add(Tensor($"{name}.weight", DataType.Float16, ToHalves(layer.Weights), layer.Outputs, layer.Inputs));
        _initializers.Add(Tensor($"{name}.bias", DataType.Float16, ToHalves(layer.Bias), layer.Outputs));
        return Node("Gemm", name, null, Attribute("transB", 1), x, $"{name}.weight", $"{name}.bias");
    }

    /// <summary>Casts x to fp16.</summary>
    public string ToFp16(string x) => Node("Cast", $"{x}.half", null, Attribute("to", (int)DataType.Float16), x);

    /// <summary>Casts x to fp32.</summary>
    public string ToFp32(string x) => Node("Cast", $"{x}.float", null, Attribute("to", (int)DataType.Float), x);

    /// <summary>The same with int8 weights and an int32 bias, which DequantizeLinear scales.</summary>
    public string Gemm(string x, QuantizedLayer layer, string name, string? output = null)
    {
        var biasScales = layer.WeightScales.Select(scale => scale * layer.InputScale).ToArray();
        _initializers.Add(Tensor($"{name}.weight.rounded", DataType.Int8, layer.Weights, layer.Outputs, layer.Inputs));
        _initializers.Add(Tensor($"{name}.weight.scale", layer.WeightScales, layer.Outputs));
        _initializers.Add(Tensor($"{name}.weight.zero", DataType.Int8, new sbyte[layer.Outputs], layer.Outputs));
        _initializers.Add(Tensor($"{name}.bias.rounded", DataType.Int32, layer.Bias, layer.Outputs));
        _initializers.Add(Tensor($"{name}.bias.scale", biasScales, layer.Outputs));
        _initializers.Add(Tensor($"{name}.bias.zero", DataType.Int32, new int[layer.Outputs], layer.Outputs));
        var weight = Node(
            "DequantizeLinear",
            $"{name}.weight",
            null,
            Attribute("axis", 0),
            $"{name}.weight.rounded",
            $"{name}.weight.scale",
            $"{name}.weight.zero"
        );
        var bias = Node("DequantizeLinear", $"{name}.bias", null, Attribute("axis", 0), $"{name}.bias.rounded", $"{name}.bias.scale", $"{name}.bias.zero");
        return Node("Gemm", name, output, Attribute("transB", 1), x, weight, bias);
    }

    /// <summary>Rounds x to one of 0…255 times a scale.</summary>
    public string QuantizeDequantize(string x, float scale, string name)
    {
        _initializers.Add(Tensor($"{name}.scale", [scale]));
        _initializers.Add(Tensor($"{name}.zero", DataType.Uint8, new byte[1]));
        var rounded = Node("QuantizeLinear", $"{name}.rounded", null, null, x, $"{name}.scale", $"{name}.zero");
        return Node("DequantizeLinear", name, null, null, rounded, $"{name}.scale", $"{name}.zero");
    }

    public string Relu(string x) => Node("Relu", $"{x}.relu", null, null, x);

    /// <summary>1 where an element of x differs from the row, else 0.</summary>
    public string NotEqual(string x, float[] row, string name)
    {
        _initializers.Add(Tensor($"{name}.row", row, row.Length));
        var sign = Node("Sign", $"{name}.sign", null, null, Node("Sub", $"{name}.off", null, null, x, $"{name}.row"));
        return Node("Mul", name, null, null, sign, sign);
    }

    /// <summary>Exp of x, clipped to the range. 0 where <paramref name="mask"/> is 0.</summary>
    public string ClippedExp(string x, (float Least, float Most) range, float[] mask, string output)
    {
        _initializers.Add(Tensor($"{output}.least", [MathF.Log(range.Least)]));
        _initializers.Add(Tensor($"{output}.most", [MathF.Log(range.Most)]));
        _initializers.Add(Tensor($"{output}.mask", mask, mask.Length));
        var held = Node("Clip", $"{output}.held", null, null, x, $"{output}.least", $"{output}.most");
        return Node("Mul", output, output, null, Node("Exp", $"{output}.all", null, null, held), $"{output}.mask");
    }

    public string Add(string x, string y) => Node("Add", $"{y}.sum", null, null, x, y);

    /// <summary>The complete graph. The number of rows is a symbolic dimension <c>n</c>.</summary>
    public GraphProto Finish(string name, (string Name, int Width) input, params ReadOnlySpan<(string Name, int Width)> outputs)
    {
        var graph = new GraphProto
        {
            Name = name,
            Node = { _nodes },
            Initializer = { _initializers },
            Input = { Value(input.Name, input.Width) },
        };
        foreach (var (output, width) in outputs)
            graph.Output.Add(Value(output, width));
        return graph;
    }

    private string Node(string operation, string name, string? output, AttributeProto? attribute, params ReadOnlySpan<string> inputs)
    {
        var node = new NodeProto
        {
            Input = { inputs.ToArray() },
            Output = { output ?? $"{name}.out" },
            Name = name,
            OpType = operation,
        };
        if (attribute is not null)
            node.Attribute.Add(attribute);
        _nodes.Add(node);
        return node.Output[0];
    }

    private static System.Half[] ToHalves(float[] values) => [.. values.Select(value => (System.Half)value)];

    private static AttributeProto Attribute(string name, long value) =>
        new()
        {
            Name = name,
            I = value,
            Type = AttributeProto.Types.AttributeType.Int,
        };

    private static TensorProto Tensor(string name, float[] values, params ReadOnlySpan<int> shape) => Tensor(name, DataType.Float, values, shape);

    // Without a shape the tensor is a scalar.
    private static TensorProto Tensor<T>(string name, DataType type, T[] values, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        var tensor = new TensorProto
        {
            Name = name,
            DataType = (int)type,
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan())),
        };
        foreach (var size in shape)
            tensor.Dims.Add(size);
        return tensor;
    }

    private static ValueInfoProto Value(string name, int width) =>
        new()
        {
            Name = name,
            Type = new TypeProto
            {
                TensorType = new TypeProto.Types.Tensor
                {
                    ElemType = (int)DataType.Float,
                    Shape = new TensorShapeProto
                    {
                        Dim =
                        {
                            new Dimension { DimParam = "n" },
                            new Dimension { DimValue = width },
                        },
                    },
                },
            },
        };
}
