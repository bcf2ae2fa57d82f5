using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Learning;
using StreamLift.Training.Optimization;
using StreamLift.Training.Samples;
using TorchSharp;
using static TorchSharp.torch;

namespace StreamLift.Training.Tests.Optimization;

[Collection(TorchCollection.Name)]
public sealed class LossTests
{
    private static readonly Normalization Half = new(Recording.Image, [], [], Filled(10), Filled(2));

    [Fact]
    public void Joint_distance_loss_is_the_mean_distance_in_millimetres()
    {
        using var scope = torch.NewDisposeScope();
        // A z-score of 1 is 12 mm. The truth differs by (3, 4, 0) mm in the first joint of the first row.
        var (scores, truth) = (Enumerable.Repeat(1f, 96).ToArray(), Enumerable.Repeat(12f, 96).ToArray());
        (truth[0], truth[1]) = (15, 16);
        var loss = new Loss(Half, LossKind.Mpjpe).PoseLoss(torch.tensor(scores, [2, 48]), torch.tensor(truth, [2, 48])).item<float>();
        Assert.Equal((Math.Sqrt(26) + 31) / 32, loss, 1e-5);
    }

    [Fact]
    public void Squared_loss_is_the_mean_square_of_z_scores()
    {
        using var scope = torch.NewDisposeScope();
        var (scores, truth) = (Enumerable.Repeat(1f, 96).ToArray(), Enumerable.Repeat(12f, 96).ToArray());
        truth[5] = 16;
        var loss = new Loss(Half, LossKind.MeanSquaredError).PoseLoss(torch.tensor(scores, [2, 48]), torch.tensor(truth, [2, 48])).item<float>();
        Assert.Equal(4.0 / 96, loss, 1e-6);
    }

    [Fact]
    public void Bone_loss_is_the_error_of_the_vector_from_parent_to_joint()
    {
        using var scope = torch.NewDisposeScope();
        // The whole right arm is displaced by 3 mm. This affects three joints, but only the bone of the shoulder.
        var (scores, truth) = (Enumerable.Repeat(1f, 48).ToArray(), Enumerable.Repeat(12f, 48).ToArray());
        foreach (var joint in new[] { "RShoulder", "RElbow", "RWrist" })
            truth[3 * (Skeletons.H36m17.IndexOf(joint) - 1)] = 15;
        var loss = new Loss(Half, LossKind.Mpjpe, boneWeight: 0.5f).PoseLoss(torch.tensor(scores, [1, 48]), torch.tensor(truth, [1, 48])).item<float>();
        Assert.Equal((((3 * Math.Sqrt(10)) + 13) / 16) + (0.5 * (Math.Sqrt(10) + 15) / 16), loss, 1e-5);
    }

    [Fact]
    public void Distillation_loss_weighs_teacher_and_truth_by_their_shares()
    {
        using var scope = torch.NewDisposeScope();
        Tensor Filled48(float value) => torch.tensor([.. Enumerable.Repeat(value, 48)], [1, 48]);
        var loss = new Loss(Half, LossKind.Mpjpe, teacher: 0.25f);
        // A z-score of 1 is 12 mm. The error to the truth is 0, the error to the teacher is 3 mm along each axis.
        Assert.Equal(0.75 + (0.25 * Math.Sqrt(28)), loss.PoseLoss(Filled48(1), Filled48(12), Filled48(15)).item<float>(), 1e-5);
    }

    [Fact]
    public void Sigma_loss_is_the_negative_log_likelihood_of_a_normal_error_in_three_axes()
    {
        using var scope = torch.NewDisposeScope();
        // One joint has an error of (3, 4, 0) mm and a sigma of 5 mm, the others have no error and a sigma of 2 mm.
        var (scores, truth) = (Enumerable.Repeat(1f, 48).ToArray(), Enumerable.Repeat(12f, 48).ToArray());
        (truth[0], truth[1]) = (15, 16);
        var logs = Enumerable.Repeat(MathF.Log(2), 16).ToArray();
        logs[0] = MathF.Log(5);
        var loss = new Loss(Half, LossKind.Mpjpe)
            .SigmaLoss(torch.tensor(logs, [1, 16]), torch.tensor(scores, [1, 48]), torch.tensor(truth, [1, 48]))
            .item<float>();
        Assert.Equal(((3 * Math.Log(5)) + (25 / 50.0) + (15 * 3 * Math.Log(2))) / 16, loss, 1e-5);
    }

    private static float[] Filled(float value) => [.. Enumerable.Repeat(value, Normalization.OutputWidth)];
}
