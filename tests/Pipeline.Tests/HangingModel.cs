using Google.Protobuf;
using Onnx;
using static Onnx.AttributeProto.Types;
using static Onnx.TensorProto.Types;

namespace StreamLift.Pipeline.Tests;

/// <summary>
/// The default model with a real hang in it: behind its last layer stands an ONNX Loop, which goes round 2^60 times where an input is above 100
/// and not at all elsewhere. Its canary and everything that people send pass; a keypoint far outside the image doesn't come back.
/// </summary>
internal static class HangingModel
{
    private const int Int64 = (int)DataType.Int64;

    public static byte[] Bytes()
    {
        var model = ModelFile.Read();
        var graph = model.Graph;
        graph.Node.Single(node => node.Output.Contains("pose")).Output[0] = "raw";
        graph.Initializer.Add(
            new TensorProto
            {
                Name = "limit",
                DataType = (int)DataType.Float,
                FloatData = { 100f },
            }
        );
        graph.Initializer.Add(
            new TensorProto
            {
                Name = "long",
                DataType = Int64,
                Int64Data = { 1L << 60 },
            }
        );
        NodeProto[] added =
        [
            Node(
                "ReduceMax",
                ["keypoints"],
                "most",
                new()
                {
                    Name = "keepdims",
                    I = 0,
                    Type = AttributeType.Int,
                }
            ),
            Node("Greater", ["most", "limit"], "beyond"),
            Node(
                "Cast",
                ["beyond"],
                "once",
                new()
                {
                    Name = "to",
                    I = Int64,
                    Type = AttributeType.Int,
                }
            ),
            Node("Mul", ["once", "long"], "rounds"),
            Node(
                "Loop",
                ["rounds", "", "raw"],
                "pose",
                new()
                {
                    Name = "body",
                    G = Body(),
                    Type = AttributeType.Graph,
                }
            ),
        ];
        graph.Node.Add(added);
        return model.ToByteArray();
    }

    private static GraphProto Body() =>
        new()
        {
            Name = "body",
            Node = { Node("Identity", ["on"], "on_"), Node("Identity", ["state"], "state_") },
            Input = { ModelFile.Value("round", DataType.Int64), ModelFile.Value("on", DataType.Bool), ModelFile.Value("state", DataType.Float, new(), new()) },
            Output = { ModelFile.Value("on_", DataType.Bool), ModelFile.Value("state_", DataType.Float, new(), new()) },
        };

    private static NodeProto Node(string type, string[] inputs, string output, AttributeProto? attribute = null)
    {
        var node = new NodeProto
        {
            OpType = type,
            Input = { inputs },
            Output = { output },
        };
        if (attribute is not null)
            node.Attribute.Add(attribute);
        return node;
    }
}
