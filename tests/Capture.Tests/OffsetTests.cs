using StreamLift.Capture.Views;
using StreamLift.Datasets.Scenes;
using StreamLift.Tests.FilmedScenes;

namespace StreamLift.Capture.Tests;

public class OffsetTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(4, 2)]
    [InlineData(2, 3)]
    public void Offsets_of_free_running_cameras_are_found_in_ten_seconds(int people, int seed)
    {
        var scene = PeopleScene.Walking(
            people,
            4,
            new SceneOptions
            {
                NoisePixels = 5,
                IsFreeRunning = true,
                Seed = seed,
                Seconds = 10,
            }
        );
        var tracked = new TrackedScene(new FilmedScene(scene), new CaptureOptions());
        tracked.Run(0);
        for (var i = 0; i < 4; i++)
        {
            var report = tracked.Tracker.Report.Cameras[i];
            output.WriteLine($"{report.Stream}: {scene.Cameras[i].ClockOffsetMs:F1} ms, found {report.OffsetMs:F1} ± {report.OffsetSigmaMs:F1} ms");
            Assert.Equal(scene.Cameras[i].ClockOffsetMs, report.OffsetMs, 3.0);
            Assert.Equal(scene.Cameras[i].Rate, report.RateHz, 0.8);
            Assert.InRange(report.ReprojectionPx, 4, 8);
            Assert.InRange(report.UsedShare, 0.8, 1);
        }
    }

    [Fact]
    public void Clock_that_drifts_is_followed()
    {
        // 0.1 ms a second is as bad as clocks of cameras get. After a minute the camera is 4 ms ahead of the mean of three.
        var filmed = new FilmedScene(PeopleScene.Walking(2, 3, new SceneOptions { NoisePixels = 5, Seconds = 60 }));
        var (tracker, drifted) = (new RigTracker(filmed.Rig, new CaptureOptions()), new ViewFrame());
        foreach (var frame in filmed.Frames)
        {
            drifted.CopyFrom(frame, frame.TimestampMs + (frame.Camera == 2 ? 0.0001 * (frame.TimestampMs - FilmedScene.Epoch) : 0));
            tracker.Add(drifted);
            while (tracker.TryNext(out _)) { }
        }
        output.WriteLine($"4.0 ms, found {tracker.Report.Cameras[2].OffsetMs:F1}");
        Assert.InRange(tracker.Report.Cameras[2].OffsetMs, 1.5, 5);
        Assert.InRange(tracker.Report.Cameras[2].AppliedOffsetMs, 1, 5);
    }

    [Fact]
    public void Synchronous_cameras_keep_their_own_times()
    {
        var scene = PeopleScene.Walking(
            3,
            4,
            new SceneOptions
            {
                NoisePixels = 5,
                Seconds = 20,
                Missed = 0.1,
            }
        );
        var tracked = new TrackedScene(new FilmedScene(scene), new CaptureOptions());
        tracked.OnInstant = (time, _) => Assert.Equal(Math.Round(time), time);
        tracked.Run(0);
        Assert.All(tracked.Tracker.Report.Cameras, camera => Assert.Equal(0, camera.AppliedOffsetMs));
        Assert.All(tracked.Tracker.Report.Cameras, camera => Assert.InRange(camera.OffsetMs, -1.5, 1.5));
    }

    [Fact]
    public void Error_of_free_running_cameras_is_at_most_1_3_times_the_synchronous_error()
    {
        var options = new SceneOptions { NoisePixels = 5, Seconds = 30 };
        var synchronous = Tracked(options);
        var free = Tracked(options with { IsFreeRunning = true });
        output.WriteLine($"synchronous {synchronous.MeanError:F1} mm, free-running {free.MeanError:F1} mm");
        Assert.InRange(free.MeanError / synchronous.MeanError, 0.5, 1.3);
        Assert.True(free.Found > 0.98 * free.Expected);

        static TrackedScene Tracked(SceneOptions options) =>
            new TrackedScene(new FilmedScene(PeopleScene.Walking(4, 4, options)), new CaptureOptions()).Run(10_000);
    }
}
