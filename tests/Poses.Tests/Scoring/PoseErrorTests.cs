using FsCheck;
using FsCheck.Fluent;
using StreamLift.Poses.Scoring;

namespace StreamLift.Poses.Tests.Scoring;

public sealed class PoseErrorTests
{
    private static readonly Arbitrary<float[]> Pose = Gen.Choose(-10_000, 10_000)
        .ArrayOf(51)
        .Select(numbers => numbers.Select(number => number / 10f).ToArray())
        .ToArbitrary();

    // By NumPy; protocol 2 both by SciPy's Rotation.align_vectors and by the SVD of the 2017 authors' compute_similarity_transform.
    [Theory]
    [InlineData("noisy", 61.85928921243752, 56.85626944394651)]
    [InlineData("turned", 712.5228684302829, 0.03443662986347629)]
    [InlineData("mirrored", 211.04927303287056, 105.60358683119362)]
    [InlineData("flat", 104.8819239300327, 82.65264349786072)]
    public void MPJPE_and_P_MPJPE_agree_with_NumPy_and_SciPy(string pose, double protocol1, double protocol2)
    {
        Assert.Equal(protocol1, PoseError.Mpjpe(GoldenPoses.Named(pose), GoldenPoses.Truth), 1e-9);
        Assert.Equal(protocol2, PoseError.ProcrustesMpjpe(GoldenPoses.Named(pose), GoldenPoses.Truth), 1e-9);
    }

    [Fact]
    public void MPJPE_counts_the_exact_root_as_one_of_17_joints()
    {
        var predicted = new float[51];
        for (var joint = 1; joint < 17; joint++)
            predicted[3 * joint] = 34;

        Assert.Equal(32, PoseError.Mpjpe(predicted, new float[51]));
    }

    [Fact]
    public void MPJPE_and_P_MPJPE_of_a_pose_against_itself_are_0() =>
        Prop.ForAll(Pose, pose => PoseError.Mpjpe(pose, pose) == 0 && PoseError.ProcrustesMpjpe(pose, pose) < 1e-9).QuickCheckThrowOnFailure();

    [Fact]
    public void P_MPJPE_removes_scale_rotation_and_translation() =>
        Prop.ForAll(Pose, Gen.Choose(-314, 314).ArrayOf(3).ToArbitrary(), (pose, angles) => PoseError.ProcrustesMpjpe(Moved(pose, angles), pose) < 0.01)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void P_MPJPE_does_not_depend_on_how_the_prediction_was_rotated_and_scaled() =>
        Prop.ForAll(Pose, Pose, Gen.Choose(-314, 314).ArrayOf(3).ToArbitrary(), (pose, truth, angles) =>
                Math.Abs(PoseError.ProcrustesMpjpe(Moved(pose, angles), truth) - PoseError.ProcrustesMpjpe(pose, truth)) < 0.05
            )
            .QuickCheckThrowOnFailure();

    // Aligned squares are the least that there are: neither the pose as it is nor one a little more turned or scaled has less.
    [Fact]
    public void P_MPJPE_alignment_has_the_least_sum_of_squares() =>
        Prop.ForAll(Pose, Pose, Gen.Choose(-10, 10).ArrayOf(4).ToArbitrary(), (pose, truth, by) =>
            {
                var best = SimilarityAlignment.Of(pose, truth);
                float[] aligned =
                [
                    .. Enumerable.Range(0, 17).SelectMany(joint => Floats(best.Apply(pose[3 * joint], pose[(3 * joint) + 1], pose[(3 * joint) + 2]))),
                ];
                var other = Turned(aligned, by[0] / 100.0, by[1] / 100.0, by[2] / 100.0, 1 + (by[3] / 100.0));
                return Squares(aligned, truth) <= Squares(other, truth) + 1 && Squares(aligned, truth) <= Squares(pose, truth) + 1;
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void P_MPJPE_aligns_a_pose_in_one_point_to_the_mean_of_the_truth()
    {
        var point = Enumerable.Repeat(123f, 51).ToArray();
        var truth = GoldenPoses.Truth;
        double[] mean = [.. Enumerable.Range(0, 3).Select(axis => Enumerable.Range(0, 17).Average(joint => (double)truth[(3 * joint) + axis]))];
        var distance = Enumerable
            .Range(0, 17)
            .Average(joint => Math.Sqrt(Enumerable.Range(0, 3).Sum(axis => Math.Pow(truth[(3 * joint) + axis] - mean[axis], 2))));

        Assert.Equal(distance, PoseError.ProcrustesMpjpe(point, truth), 1e-9);
        Assert.Equal(0, PoseError.ProcrustesMpjpe(truth, point), 1e-9);
        Assert.Equal(0, PoseError.ProcrustesMpjpe(point, new float[51]), 1e-9);
    }

    [Fact]
    public void P_MPJPE_aligns_poses_on_a_line()
    {
        float[] line = [.. Enumerable.Range(0, 17).SelectMany(joint => new[] { joint * 10f, 0, 0 })];
        float[] upright = [.. Enumerable.Range(0, 17).SelectMany(joint => new[] { 5, 5, joint * -30f })];

        Assert.Equal(0, PoseError.ProcrustesMpjpe(line, upright), 1e-9);
    }

    [Fact]
    public void MPJPE_and_P_MPJPE_of_a_pose_with_NaN_are_NaN()
    {
        var broken = GoldenPoses.Truth.ToArray();
        broken[7] = float.NaN;

        Assert.True(double.IsNaN(PoseError.Mpjpe(broken, GoldenPoses.Truth)));
        Assert.True(double.IsNaN(PoseError.ProcrustesMpjpe(broken, GoldenPoses.Truth)));
    }

    [Fact]
    public void MPJPE_and_P_MPJPE_refuse_poses_of_different_or_invalid_lengths()
    {
        Assert.Throws<ArgumentException>(() => PoseError.Mpjpe(new float[51], new float[48]));
        Assert.Throws<ArgumentException>(() => PoseError.ProcrustesMpjpe(new float[50], new float[50]));
        Assert.Throws<ArgumentException>(() => PoseError.Mpjpe([], []));
    }

    private static float[] Moved(float[] pose, int[] angles) =>
        [.. Turned(pose, angles[0] / 100.0, angles[1] / 100.0, angles[2] / 100.0, 1.7).Select((number, i) => number + (100f * (i % 3)))];

    private static float[] Turned(float[] pose, double a, double b, double c, double scale)
    {
        var turned = new float[pose.Length];
        for (var i = 0; i < pose.Length; i += 3)
        {
            double x = pose[i],
                y = pose[i + 1],
                z = pose[i + 2];
            (y, z) = ((Math.Cos(a) * y) - (Math.Sin(a) * z), (Math.Sin(a) * y) + (Math.Cos(a) * z));
            (x, z) = ((Math.Cos(b) * x) - (Math.Sin(b) * z), (Math.Sin(b) * x) + (Math.Cos(b) * z));
            (x, y) = ((Math.Cos(c) * x) - (Math.Sin(c) * y), (Math.Sin(c) * x) + (Math.Cos(c) * y));
            (turned[i], turned[i + 1], turned[i + 2]) = ((float)(scale * x), (float)(scale * y), (float)(scale * z));
        }
        return turned;
    }

    private static float[] Floats((double X, double Y, double Z) point) => [(float)point.X, (float)point.Y, (float)point.Z];

    private static double Squares(float[] a, float[] b) => a.Zip(b).Sum(pair => Math.Pow((double)pair.First - pair.Second, 2));
}
