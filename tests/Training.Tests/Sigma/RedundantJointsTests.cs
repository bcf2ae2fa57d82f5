using StreamLift.Poses.Features;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Augmentation;
using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Samples;
using StreamLift.Training.Sigma;

namespace StreamLift.Training.Tests.Sigma;

[Collection(TorchCollection.Name)]
public sealed class RedundantJointsTests
{
    private static readonly Normalization Normalization = Normalization.Measure(
        Recording.Maker(Recording.Everything with { NoisyShare = 0, MaskedShare = 0 }),
        Recording.Image,
        1
    );

    [Fact]
    public void Differences_are_those_of_hip_thorax_and_spine_whatever_their_sign_and_limited()
    {
        var keypoints = Person();
        Assert.All(Differences(keypoints), difference => Assert.Equal(0, difference, 0.02f));

        var width = 0.02f * Normalization.InputDeviation[3 * Skeletons.H36m17.IndexOf("Thorax")] * 500;
        keypoints[3 * Skeletons.H36m17.IndexOf("LHip")] += 3 * width;
        var moved = Differences(keypoints);
        Assert.Equal(1.5f, moved[0], 0.03f);
        Assert.All(moved.Skip(1), difference => Assert.Equal(0, difference, 0.02f));

        keypoints[3 * Skeletons.H36m17.IndexOf("Thorax")] -= 900 * width;
        var far = Differences(keypoints);
        Assert.Equal(4, far[2], 0.03f);
        Assert.Equal(4, far[4], 0.03f);
    }

    [Theory]
    [InlineData("Hip", 0, 1, 4, 5)]
    [InlineData("RShoulder", 2, 3)]
    [InlineData("Spine", 4, 5)]
    public void Difference_of_a_joint_that_was_not_seen_is_0(string hidden, params int[] differences)
    {
        var keypoints = Person();
        foreach (var (joint, off) in new[] { ("Hip", 60), ("Thorax", -60), ("Spine", 90) })
            for (var axis = 0; axis < 2; axis++)
                keypoints[(3 * Skeletons.H36m17.IndexOf(joint)) + axis] += off;
        Assert.All(differences, difference => Assert.True(Differences(keypoints)[difference] > 0.5f));
        keypoints.AsSpan(3 * Skeletons.H36m17.IndexOf(hidden), 3).Clear();
        Assert.All(differences, difference => Assert.Equal(0, Differences(keypoints)[difference]));
    }

    [Fact]
    public void Sigma_is_larger_for_noisy_joints_than_for_exact_ones()
    {
        var noise = new DetectorNoiseSettings(0.03f, 0.03f);
        var (learner, normalization, _) = Recording.Trained(
            1000,
            recipe: Recording.Quick with
            {
                BatchSize = 128,
                Augmentation = new AugmentationSettings(4, 0, 0, 0, 0, NoisyShare: 0.5f, 0) { Noise = noise },
            },
            shape: Recording.Small with
            {
                Width = 128,
                Sigma = true,
            }
        );
        learner.Network.eval();
        var (exact, noisy) = (Sigma(0), Sigma(1));
        Assert.True(noisy > 1.15 * exact, $"{exact:F1} mm exact, {noisy:F1} mm noisy");

        double Sigma(float share)
        {
            var (generator, sample) = (Recording.Maker(new AugmentationSettings(4, 0, 0, 0, 0, share, 0) { Noise = noise }), new TrainingSample());
            var rows = new float[75][];
            for (var row = 0; row < rows.Length; row++)
            {
                var random = new SampleRandom(5, 0, (ulong)row);
                generator.Make(row * (generator.Count / rows.Length), sample, ref random);
                rows[row] = new float[normalization.InputWidth];
                normalization.Features.Write(sample.Keypoints, CameraView.Of(sample.Camera), normalization.InputMean, rows[row], out _);
            }
            return Exporter.PredictSigma(learner.Network, normalization, rows, SigmaCalibration.Uncalibrated)!.Average(row => row.Skip(1).Average());
        }
    }

    private static float[] Differences(float[] keypoints)
    {
        var row = new float[Normalization.InputWidth];
        Normalization.Features.Write(keypoints, new CameraView(1000, 1000, null), Normalization.InputMean, row, out _);
        Normalization.Standardize(row);
        var (weights, bias) = RedundantJoints.Layer(Normalization);
        var units = bias.Select((number, unit) => Math.Max(0, number + row.Select((x, i) => weights[(unit * row.Length) + i] * x).Sum())).ToArray();
        var sums = RedundantJoints.Sums();
        return
        [
            .. Enumerable.Range(0, RedundantJoints.Count).Select(check => units.Select((x, unit) => x * sums[(check * RedundantJoints.Units) + unit]).Sum()),
        ];
    }

    // Hip, thorax and spine lie where the other joints say.
    private static float[] Person()
    {
        var keypoints = new float[51];
        for (var joint = 0; joint < 17; joint++)
            (keypoints[3 * joint], keypoints[(3 * joint) + 1], keypoints[(3 * joint) + 2]) = (400 + (20 * joint), 300 + (11 * (joint % 5)), 1);
        void Put(string joint, params (string Joint, float Share)[] from)
        {
            var at = 3 * Skeletons.H36m17.IndexOf(joint);
            for (var axis = 0; axis < 2; axis++)
                keypoints[at + axis] = from.Sum(part => part.Share * keypoints[(3 * Skeletons.H36m17.IndexOf(part.Joint)) + axis]);
        }
        Put("Hip", ("RHip", 0.5f), ("LHip", 0.5f));
        Put("Thorax", ("RShoulder", 0.5f), ("LShoulder", 0.5f));
        Put("Spine", ("Hip", 0.53f), ("Thorax", 0.47f));
        return keypoints;
    }
}
