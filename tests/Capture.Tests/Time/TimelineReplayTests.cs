using StreamLift.Capture.Time;

namespace StreamLift.Capture.Tests.Time;

public class TimelineReplayTests
{
    private static readonly MadeCamera[][] Rigs =
    [
        [new(30), new(30), new(30), new(30)],
        [new(30) { Lost = 0.05 }, new(30) { Lost = 0.05 }, new(30, 1.5)],
        [new(30, 3), new(25, 11) { Lost = 0.02 }, new(60, 7) { Lost = 0.02 }, new(30, 22)],
        [new(60) { Sends = time => time < 2500 }, new(25, 9), new(30, 4) { Sends = time => time is < 1500 or > 3700 }],
        [new(30) { Sends = time => time is < 2000 or > 4500 }, new(25, 13) { Sends = time => time is < 2100 or > 4600 }],
        [new(50), new(25, 5, 8), new(30, 2, -14)],
        [new(25, 40) { Sends = time => time > 1800 }, new(60), new(30) { Sends = time => time is < 1000 or > 2900 and < 3000 or > 5000 }],
    ];

    public static TheoryData<int, double, double?> Cases =>
        new(
            from rig in Enumerable.Range(0, Rigs.Length)
            from wait in (double[])[20, 100, 400]
            from rate in (double?[])[null, 50]
            select new TheoryDataRow<int, double, double?>(rig, wait, rate)
        );

    [Theory]
    [MemberData(nameof(Cases))]
    public void Instants_are_the_same_however_the_frames_interleave_within_the_wait(int rig, double wait, double? rate)
    {
        var ordered = Played(rig, wait, rate, 0, 1);
        Assert.True(ordered.Instants.Count > 80);
        for (var seed = 2; seed < 12; seed++)
            Assert.Equal(ordered.Text, Played(rig, wait, rate, 0.999 * wait, seed).Text);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Restored_timeline_goes_on_as_the_saved_one(int rig, double wait, double? rate)
    {
        var frames = MadeCamera.Frames(Rigs[rig], 6000, wait / 2);
        var whole = Played(rig, wait, rate, wait / 2, 1);
        var random = new Random(5);
        var restarted = new PlayedTimeline(Rigs[rig].Length, wait, rate);
        foreach (var frame in frames)
        {
            restarted.Add(frame);
            if (random.Next(7) == 0)
                restarted.Restart();
        }
        restarted.Complete();
        Assert.Equal(whole.Text, restarted.Text);
        Assert.Equal(whole.Timeline.Cameras.Select(Counts), restarted.Timeline.Cameras.Select(Counts));

        static (long, long, long, long, double) Counts(CameraTimeline camera) =>
            (camera.Counts.Frames, camera.Counts.Late, camera.Counts.Behind, camera.Counts.BehindInRow, camera.Counts.BehindMs);
    }

    [Theory]
    [InlineData(50.0, 25.0)]
    [InlineData(50.0, null)]
    [InlineData(25.0, 50.0)]
    [InlineData(null, 50.0)]
    public void Timeline_that_is_restored_with_another_rate_goes_on_at_that_rate(double? before, double? after)
    {
        var frames = MadeCamera.Frames([new(30), new(30, 7), new(30, 12)], 6000);
        var played = new PlayedTimeline(3, 100, before).Play(frames.Take(270));
        played.Restart(after);
        played.Play(frames.Skip(270));
        var times = played.Instants.Select(instant => instant.TimeMs).ToList();
        Assert.Equal(times.Order().Distinct(), times);
        Assert.InRange(times.Count(time => time is > 4000 and <= 5000), (after ?? 30) - 1, (after ?? 30) + 1);
    }

    private static PlayedTimeline Played(int rig, double wait, double? rate, double lateness, int seed)
    {
        var played = new PlayedTimeline(Rigs[rig].Length, wait, rate).Play(MadeCamera.Frames(Rigs[rig], 6000, lateness, seed));
        played.Complete();
        return played;
    }
}
