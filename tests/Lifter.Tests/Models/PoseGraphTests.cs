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
    public void Model_served_without_sigma_gives_the_same_poses_bit_for_bit(Precision precision)
    {
        const int rows = 37;
        var options = new LifterOptions { Device = Device.Cpu, Precision = precision };
        using var whole = LifterModel.Load(ModelFile.Default, options);
        using var served = WarmModel.Load(ModelFile.Default, options);
        var input = Enumerable.Range(0, rows * whole.InputWidth).Select(i => MathF.Sin(i)).ToArray();
        var (expected, poses, sigmas) = (new float[rows * 51], new float[rows * 51], new float[rows * 17]);
        whole.Run(input, rows, expected, sigmas);
        served.Run(input, rows, poses);
        Assert.Equal(expected, poses);
        Assert.Throws<InvalidOperationException>(() => served.Run(input, rows, poses, sigmas));
    }

    [Fact]
    public void Model_served_with_sigma_keeps_its_sigmas()
    {
        using var served = WarmModel.Load(ModelFile.Default, new LifterOptions { Device = Device.Cpu, Sigma = true });
        var (poses, sigmas) = (new float[51], new float[17]);
        served.Run(served.Card.Canary.Input[0], 1, poses, sigmas);
        Assert.DoesNotContain(0f, sigmas.Skip(1));
    }
}
