using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Onnx;

namespace StreamLift.Tests.Models;

/// <summary>The model that is served by default, and others made of it.</summary>
internal static class ModelFile
{
    private const string CardKey = "streamlift.card";

    public static string Default => Path.Combine(SharedData.RepositoryRoot, "models", "streamlift-image.onnx");

    public static ModelProto Read() => ModelProto.Parser.ParseFrom(File.ReadAllBytes(Default));

    /// <summary>The same network with another hash.</summary>
    public static byte[] Noted(string note)
    {
        var model = Read();
        model.DocString = note;
        return model.ToByteArray();
    }

    /// <summary>The same network with a changed card.</summary>
    public static byte[] WithCard(Func<string, string> change) => WithCard(Read(), change).ToByteArray();

    public static ModelProto WithCard(ModelProto model, Func<string, string> change)
    {
        var entry = model.MetadataProps.Single(entry => entry.Key == CardKey);
        entry.Value = change(entry.Value);
        return model;
    }

    /// <summary>The same network, giving poses alone, with a card that promises no more.</summary>
    public static ModelProto WithoutSigma()
    {
        var model = Read();
        model.Graph.Node.Remove(model.Graph.Node.Single(node => node.Output.Contains("sigma")));
        model.Graph.Output.Remove(model.Graph.Output.Single(output => output.Name == "sigma"));
        return WithCard(model, card =>
        {
            var json = JsonNode.Parse(card)!.AsObject();
            json.Remove("sigma");
            json["canary"]!.AsObject().Remove("sigma");
            return json.ToJsonString();
        });
    }

    /// <summary>
    /// The same network with a second output: each joint's sigma is a tenth of its distance from the hip along z, so a test knows it from the pose.
    /// </summary>
    public static ModelProto WithSigma()
    {
        var weights = new float[51 * 17];
        for (var joint = 0; joint < 17; joint++)
            weights[(((3 * joint) + 2) * 17) + joint] = 0.1f;
        var model = WithCard(WithoutSigma(), card => card.Insert(1, "\"sigma\":{\"meaning\":\"mm\",\"calibration\":\"none\"},"));
        model.Graph.Initializer.Add(
            new TensorProto
            {
                Name = "tenth",
                DataType = (int)TensorProto.Types.DataType.Float,
                Dims = { 51, 17 },
                RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(weights.AsSpan())),
            }
        );
        model.Graph.Node.Add(
            new NodeProto
            {
                OpType = "Gemm",
                Input = { "pose", "tenth" },
                Output = { "signed" },
            }
        );
        model.Graph.Node.Add(
            new NodeProto
            {
                OpType = "Abs",
                Input = { "signed" },
                Output = { "sigma" },
            }
        );
        model.Graph.Output.Add(Value("sigma", TensorProto.Types.DataType.Float, new() { DimParam = "n" }, new() { DimValue = 17 }));
        return model;
    }

    /// <param name="dimensions">None: a scalar.</param>
    public static ValueInfoProto Value(string name, TensorProto.Types.DataType type, params TensorShapeProto.Types.Dimension[] dimensions) =>
        new()
        {
            Name = name,
            Type = new TypeProto
            {
                TensorType = new TypeProto.Types.Tensor
                {
                    ElemType = (int)type,
                    Shape = new TensorShapeProto { Dim = { dimensions } },
                },
            },
        };
}
