using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Augmentation;
using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Optimization;
using StreamLift.Training.Samples;
using StreamLift.Training.Sigma;
using TorchSharp;

namespace StreamLift.Training.Tests.Learning;

[Collection(TorchCollection.Name)]
public sealed class SigmaHeadTests
{
    [Fact]
    public void Sigma_head_leaves_the_pose_weights_the_same_bit_for_bit()
    {
        var threads = torch.get_num_threads();
        torch.set_num_threads(1);
        try
        {
            var with = State(Recording.Trained(40, shape: Recording.Small with { Sigma = true }).Learner);
            var without = State(Recording.Trained(40, shape: Recording.Small).Learner);
            Assert.Equal(without.Keys.Order(), with.Keys.Where(name => !name.StartsWith("spread.", StringComparison.Ordinal)).Order());
            Assert.All(without, tensor => Assert.True(tensor.Value.AsSpan().SequenceEqual(with[tensor.Key]), tensor.Key));
            Assert.All(with["spread.weight"].Chunk(64), row => Assert.Contains(row, weight => weight != 0));
        }
        finally
        {
            torch.set_num_threads(threads);
        }
    }

    [Fact]
    public void Sigma_of_an_unseen_limb_is_larger_than_of_the_same_limb_seen()
    {
        // Recorded views only, so that a few hundred steps are enough to learn the visible joints.
        var mix = new AugmentationSettings(4, 0, 0, 0, 0, 0, MaskedShare: 0.7f);
        var (learner, normalization, _) = Recording.Trained(
            1600,
            recipe: Recording.Quick with
            {
                BatchSize = 128,
                Augmentation = mix,
            },
            shape: Recording.Small with
            {
                Width = 128,
                Sigma = true,
            }
        );
        learner.Network.eval();
        foreach (var limb in new[] { new[] { "RElbow", "RWrist" }, ["LElbow", "LWrist"], ["RKnee", "RFoot"], ["LKnee", "LFoot"] })
        {
            int[] joints = [.. limb.Select(Skeletons.H36m17.IndexOf)];
            var (seen, hidden) = (Sigma([], joints), Sigma(joints, joints));
            Assert.True(hidden > 1.2 * seen, $"{string.Join(" and ", limb)}: {seen:F1} mm seen, {hidden:F1} mm hidden");
        }

        double Sigma(int[] hide, int[] joints)
        {
            float[][] rows = [.. Enumerable.Range(0, 75).Select(frame => Row(normalization, frame, hide))];
            return Exporter
                .PredictSigma(learner.Network, normalization, rows, SigmaCalibration.Uncalibrated)!
                .Average(row => joints.Average(joint => row[joint]));
        }
    }

    [Fact]
    public void Sigma_calibration_fits_the_error_deviation_of_each_joint_and_counts_coverage()
    {
        // 2,000 poses. The network predicts half of the true deviation for joint 3, twice the deviation for joint 5, and the true one for the others.
        var random = new SampleRandom(1, 0, 0);
        var normalised = new float[2000 * Normalization.OutputWidth];
        for (var i = 0; i < normalised.Length; i++)
            normalised[i] =
                random.Normal()
                * (1 + (i % Normalization.OutputWidth / 3)) switch
                {
                    3 => 2,
                    5 => 0.5f,
                    _ => 1,
                };
        var calibration = SigmaCalibration.Of(normalised, "S8");
        Assert.Equal(17, calibration.Factors.Length);
        Assert.All(calibration.Factors, (factor, joint) => Assert.Equal(
                joint switch
                {
                    3 => 2,
                    5 => 0.5,
                    _ => 1,
                },
                factor,
                0.03 * (joint == 3 ? 2 : 1)
            ));
        Assert.Equal(1, calibration.Coverage.Rms, 1e-3);
        Assert.Equal(68.3, calibration.Coverage.Within1, 0.5);
        Assert.Equal(95.4, calibration.Coverage.Within2, 0.3);
    }

    private static float[] Row(Normalization normalization, int frame, int[] hide)
    {
        var sequence = Recording.Data.Sequences[frame % Recording.Data.Sequences.Count];
        var keypoints = sequence.Keypoints(frame * 3).ToArray();
        foreach (var joint in hide)
            keypoints[(3 * joint) + 2] = 0;
        var row = new float[Recording.InputWidth];
        FeatureRows.WriteInput(normalization.Features, sequence.Layout, keypoints, sequence.Camera, normalization.InputMean, row, out _);
        return row;
    }

    private static Dictionary<string, float[]> State(TrainableNetwork learner) =>
        learner.Network.StateTensors.ToDictionary(pair => pair.Name, pair => pair.Tensor.FloatSpan().ToArray());
}
