using StreamLift.Tests.Recordings;
using StreamLift.Training.Learning;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Samples;

public sealed class PoseBalanceTests
{
    // 99 frames of one kind of pose and one frame of another: the other's share of the draws is 1 / (1 + 99 · 99^-exponent).
    [Theory]
    [InlineData(0, 0.01)]
    [InlineData(0.5, 0.0913)]
    [InlineData(1, 0.5)]
    public void Rare_kind_of_pose_is_drawn_more_often_with_a_larger_exponent(float exponent, double share)
    {
        using var folder = new TemporaryFolder();
        var rare = NpzBuilder.Pose(1);
        for (var joint = 12; joint < 32; joint++)
            rare[0, joint, 0] += 0.5f;
        var path = NpzBuilder.Positions(folder.File("data_3d_a.npz"), ("a-01", "Common", NpzBuilder.Pose(99)), ("a-01", "Rare", rare));
        var data = TrainingData.Open(path, []);
        var motion = new Motion(data.Train);
        var counts = Drawn(new PoseBalance(motion, exponent), motion);
        Assert.Equal(100, counts.Length);
        Assert.DoesNotContain(0, counts);
        var alone = counts[Enumerable.Range(0, 100).Single(frame => Math.Abs(motion.World(frame)[3 * 8] - motion.World(frame)[0]) > 300)];
        Assert.Equal(share, alone / (double)counts.Sum(), 0.01);
    }

    [Fact]
    public void Balance_draws_the_same_frames_for_the_same_seed()
    {
        var (one, other) = (new PoseBalance(Recording.Motion, 0.7f), new PoseBalance(Recording.Motion, 0.7f));
        for (ulong i = 0; i < 100; i++)
        {
            var (first, second) = (new SampleRandom(1, 2, i), new SampleRandom(1, 2, i));
            Assert.Equal(one.Draw(ref first), other.Draw(ref second));
        }
    }

    private static int[] Drawn(PoseBalance balance, Motion motion)
    {
        var counts = new int[motion.Frames];
        for (var i = 0; i < 100 * counts.Length; i++)
        {
            var random = new SampleRandom(1, 0, (ulong)i);
            counts[balance.Draw(ref random)]++;
        }
        return counts;
    }
}
