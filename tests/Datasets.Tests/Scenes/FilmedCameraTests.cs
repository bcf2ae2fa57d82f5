using StreamLift.Datasets.Scenes;

namespace StreamLift.Datasets.Tests.Scenes;

public class FilmedCameraTests
{
    [Fact]
    public void Synchronous_cameras_capture_the_same_whole_milliseconds()
    {
        var cameras = WalkingSceneTests.Scene(1, options => options with { Seconds = 2 }).Cameras;
        Assert.All(cameras, camera =>
        {
            Assert.Equal(60, camera.Frames);
            Assert.Equal([0, 33, 67, 100], Enumerable.Range(0, 4).Select(camera.StampedMs));
            Assert.Equal(camera.CapturedMs(1), camera.StampedMs(1));
            Assert.Equal(59, camera.Number(59));
        });
    }

    [Fact]
    public void Free_running_cameras_have_rates_clocks_and_losses_of_their_own()
    {
        var cameras = WalkingSceneTests.Scene(1, options => options with { Seconds = 600, IsFreeRunning = true }).Cameras;
        Assert.Equal([30, 25, 60, 30], cameras.Select(camera => Math.Round(camera.Rate, 6)));
        Assert.Equal(0, cameras.Average(camera => camera.ClockOffsetMs), 9);
        Assert.All(cameras, camera => Assert.InRange(Math.Abs(camera.ClockOffsetMs), 0.01, 20.001));
        Assert.Equal(4, cameras.Select(camera => camera.CapturedMs(0)).Distinct().Count());
        foreach (var camera in cameras)
        {
            var sent = camera.Number(camera.Frames - 1) + 1;
            Assert.InRange(1 - camera.Frames / (double)sent, 0.006, 0.014);
            for (var place = 1; place < camera.Frames; place++)
            {
                Assert.True(camera.Number(place) > camera.Number(place - 1));
                Assert.True(camera.ArrivedMs(place) >= camera.ArrivedMs(place - 1) && camera.ArrivedMs(place) >= camera.CapturedMs(place) + 5);
                Assert.Equal(camera.CapturedMs(place) + camera.ClockOffsetMs, camera.StampedMs(place), 0.5001);
            }
        }
    }

    [Fact]
    public void Cubic_interpolation_passes_through_the_samples_and_follows_a_parabola()
    {
        var into = new float[1];
        foreach (var (time, expected) in new[] { (1.0, 1f), (2, 4f), (1.5, 2.25f) })
        {
            CubicMotion.Interpolate((0, 1, 2, 3), [0], [1], [4], [9], time, into);
            Assert.Equal(expected, into[0], 1e-5);
        }
    }
}
