using StreamLift.Training.Learning;
using StreamLift.Training.Samples;
using TorchSharp;

namespace StreamLift.Training.Tests.Learning;

[Collection(TorchCollection.Name)]
public sealed class LossTests
{
    private static readonly Normalisation Half = new(Recording.Image, [], [], Filled(10), Filled(2));

    [Fact]
    public void The_joint_distance_is_the_mean_length_in_millimetres()
    {
        using var scope = torch.NewDisposeScope();
        // z-score 1 is 12 mm; the truth is off by (3, 4, 0) in the first joint of the first row.
        var (scores, truth) = (Enumerable.Repeat(1f, 96).ToArray(), Enumerable.Repeat(12f, 96).ToArray());
        (truth[0], truth[1]) = (15, 16);
        var loss = new Loss(Half, LossKind.JointDistance).Of(torch.tensor(scores, [2, 48]), torch.tensor(truth, [2, 48])).item<float>();
        Assert.Equal((Math.Sqrt(26) + 31) / 32, loss, 1e-5);
    }

    [Fact]
    public void The_papers_is_the_mean_square_of_z_scores()
    {
        using var scope = torch.NewDisposeScope();
        var (scores, truth) = (Enumerable.Repeat(1f, 96).ToArray(), Enumerable.Repeat(12f, 96).ToArray());
        truth[5] = 16;
        var loss = new Loss(Half, LossKind.SquaredZScores).Of(torch.tensor(scores, [2, 48]), torch.tensor(truth, [2, 48])).item<float>();
        Assert.Equal(4.0 / 96, loss, 1e-6);
    }

    private static float[] Filled(float value) => [.. Enumerable.Repeat(value, Normalisation.Outputs)];
}
