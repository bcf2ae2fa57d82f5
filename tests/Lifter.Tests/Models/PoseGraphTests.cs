using Google.Protobuf;
using Onnx;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;

namespace StreamLift.Lifter.Tests.Models;

public class PoseGraphTests
{
    [Fact]
    public void Pose_graph_has_only_the_nodes_and_weights_that_the_poses_need()
    {
        var whole = ModelFile.Read();
        var poses = ModelProto.Parser.ParseFrom(PoseGraph.Of(whole.ToByteArray()));
        Assert.Equal("pose", Assert.Single(poses.Graph.Output).Name);
        Assert.Contains(whole.Graph.Node, node => node.OpType == "Exp"); // of the sigmas
        Assert.Equal(whole.Graph.Node.TakeWhile(node => !node.Output.Contains("pose")).Count() + 1, poses.Graph.Node.Count);
        Assert.Equal(poses.Graph.Node.SelectMany(node => node.Input).Except(poses.Graph.Node.SelectMany(node => node.Output)).Count() - 1, Weights(poses));
        Assert.True(Weights(poses) < Weights(whole));
        Assert.Equal(whole.MetadataProps, poses.MetadataProps);
        Assert.Equal(whole.Graph.Input, poses.Graph.Input);

        static int Weights(ModelProto model) => model.Graph.Initializer.Count;
    }

    [Fact]
    public void Model_with_a_graph_inside_a_node_is_kept_whole()
    {
        var model = ModelFile.Read();
        model.Graph.Node[0].Attribute.Add(new AttributeProto { Name = "body", G = new GraphProto() });
        var bytes = model.ToByteArray();
        Assert.Equal(bytes, PoseGraph.Of(bytes));
    }

    [Theory]
    [InlineData(Precision.Fp32)]
    [InlineData(Precision.Int8)]
    public void Model_gives_the_same_poses_with_and_without_sigmas_bit_for_bit(Precision precision)
    {
        const int rows = 37;
        using var model = LifterModel.Load(ModelFile.Default, new LifterOptions { Device = Device.Cpu, Precision = precision });
        var input = Enumerable.Range(0, rows * model.InputWidth).Select(i => MathF.Sin(i)).ToArray();
        var (expected, poses, sigmas) = (new float[rows * 51], new float[rows * 51], new float[rows * 17]);
        model.Run(input, rows, expected, sigmas);
        model.Run(input, rows, poses);
        Assert.Equal(expected, poses);
        Assert.All(sigmas.Chunk(17), of => Assert.DoesNotContain(0f, of.Skip(1)));
    }
}
