using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Samples;

public sealed class PoseBalanceTests
{
    [Fact]
    public void Balance_draws_every_frame_of_a_motion_and_follows_the_exponent()
    {
        var motion = Recording.Motion;
        var (plain, balanced) = (Drawn(new PoseBalance(motion, 0), motion), Drawn(new PoseBalance(motion, 1), motion));
        Assert.InRange(plain.Count(count => count == 0), 0, motion.Frames / 50);
        // Balanced, frames that differ from the others are drawn more often, so the counts spread.
        Assert.True(Spread(balanced) > 1.5 * Spread(plain), $"{Spread(balanced)} and {Spread(plain)}");
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
        for (var i = 0; i < 20 * counts.Length; i++)
        {
            var random = new SampleRandom(1, 0, (ulong)i);
            counts[balance.Draw(ref random)]++;
        }
        return counts;
    }

    private static double Spread(int[] counts) => Math.Sqrt(counts.Average(count => Math.Pow(count - counts.Average(), 2)));
}
