using StreamLift.Training.Networks;
using StreamLift.Training.Samples;
using TorchSharp;

namespace StreamLift.Training.Tests.Networks;

[Collection(TorchCollection.Name)]
public sealed class LiftingNetworkTests
{
    [Fact]
    public void Network_of_the_paper_has_six_linear_layers_of_1024_and_4_3_million_weights()
    {
        using var network = new LiftingNetwork(new NetworkShape(34, 48), new DropoutMasks(0, 0, 0));
        var matrices = network.named_parameters().Where(pair => pair.parameter.shape.Length == 2).Select(pair => pair.parameter.shape).ToList();
        Assert.Equal(
            [
                [1024, 34],
                [1024, 1024],
                [1024, 1024],
                [1024, 1024],
                [1024, 1024],
                [48, 1024],
            ],
            matrices.OrderBy(shape => shape[0] != 1024).ThenBy(shape => shape[1] != 34)
        );
        // The weights, five batch norm layers with weight and bias, and the bias of the last layer.
        Assert.Equal((34 * 1024) + (4 * 1024 * 1024) + (1024 * 48) + (5 * 2 * 1024) + 48, network.parameters().Sum(parameter => parameter.NumberOfElements));
    }

    [Fact]
    public void Checkpoint_tensor_names_are_the_network_field_names()
    {
        using var network = new LiftingNetwork(Recording.Small, new DropoutMasks(0, 0, 0));
        var parameters = network.named_parameters().Select(pair => pair.name).ToHashSet();
        var buffers = network.named_buffers().Select(pair => pair.name).ToHashSet();
        Assert.Equal(17, parameters.Count);
        Assert.Equal(10, buffers.Count);
        Assert.Superset(new HashSet<string> { "enter.weight", "blocks.0.first.scale", "blocks.1.second.shift", "weight", "bias" }, parameters);
        Assert.Superset(new HashSet<string> { "enter.mean", "blocks.1.second.variance" }, buffers);
    }

    [Fact]
    public void Pose_in_evaluation_does_not_depend_on_the_rest_of_its_batch()
    {
        var (learner, _, _) = Recording.Trained(20);
        learner.Network.eval();
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var rows = Recording
            .Motion.World(0)
            .Slice(0, Recording.InputWidth)
            .ToArray()
            .Concat(Enumerable.Range(0, Recording.InputWidth).Select(i => i * 0.1f))
            .ToArray();
        var together = learner.Network.call(torch.tensor(rows, [2, Recording.InputWidth])).bytes.ToArray();
        var alone = learner.Network.call(torch.tensor(rows[Recording.InputWidth..], [1, Recording.InputWidth])).bytes.ToArray();
        var (a, b) = (Floats(together)[Normalization.OutputWidth..], Floats(alone));
        for (var i = 0; i < b.Length; i++)
            Assert.Equal(a[i], b[i], 1e-4f);
    }

    [Fact]
    public void Dropout_keeps_the_mean_and_drops_its_share()
    {
        using var scope = torch.NewDisposeScope();
        var dropped = Floats(new DropoutMasks(0.25f, 64 * 512, 1).Apply(torch.ones(64, 512)).bytes.ToArray());
        Assert.Equal(0.25, dropped.Count(x => x == 0) / (double)dropped.Length, 0.02);
        Assert.Equal(1, dropped.Average(), 0.02);
    }

    private static float[] Floats(byte[] bytes) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes).ToArray();
}
