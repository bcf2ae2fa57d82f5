using StreamLift.Host.Demo;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;

namespace StreamLift.Host.Tests.Demo;

public class DemoRunTests
{
    [Fact]
    public async Task Demo_returns_every_frame_once_through_the_embedded_broker_near_the_true_pose()
    {
        using var display = new StoppingDisplay(reports: int.MaxValue);
        var report = await DemoRun.RunAsync(new DemoOptions { Seconds = 2.5 }, display, Terminal.OfProcess(), display.Stop);
        var all = report.Total;
        Assert.Equal((300, 300), (all.Sent, all.Frames));
        Assert.InRange(all.Poses, 500, 600); // two people, of whom one may be hidden
        Assert.Equal((0, 0), (report.InFlight, report.Duplicates));
        // a model that knows nothing but the mean pose is 200 mm off and more
        Assert.InRange(all.Error, 1, 150);
        Assert.InRange(report.AlignedError, 1, all.Error);
        Assert.True(all.P50 > 0);
        Assert.InRange(all.BatchSize, 1, 600);
        Assert.InRange(report.Room.Instants, 60, 75);
        Assert.InRange(report.Room.Absolute(), 1, 60);
        Assert.InRange(report.Room.Relative(), 1, all.Error);
        Assert.Equal(DemoScene.People, report.Room.Tracks);
        Assert.InRange(display.Shown.Count, 2, 30); // by the second, not by the frame
        Assert.Contains(display.Said, line => line.Contains("not Kafka"));
    }

    [Fact]
    public async Task Demo_interrupted_by_Ctrl_C_ends_with_no_frame_missing()
    {
        using var display = new StoppingDisplay(reports: 1);
        var report = await DemoRun.RunAsync(new DemoOptions { Seconds = 3600 }, display, Terminal.OfProcess(), display.Stop);
        Assert.InRange(report.Total.Sent, 4, 1200);
        Assert.Equal(report.Total.Sent, report.Total.Frames);
        Assert.Equal((0, 0), (report.InFlight, report.Duplicates));
    }

    [Fact]
    public async Task Demo_interrupted_before_the_first_frame_ends_without_sending()
    {
        using var display = new StoppingDisplay(reports: int.MaxValue);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var report = await DemoRun.RunAsync(new DemoOptions(), display, Terminal.OfProcess(), stop.Token);
        Assert.Equal(0, report.Total.Sent);
        Assert.Empty(display.Shown);
    }

    [Fact]
    public async Task Demo_options_out_of_range_are_all_reported_before_anything_starts()
    {
        using var display = new StoppingDisplay(reports: 1);
        var problems = await Assert.ThrowsAsync<ConfigurationException>(() =>
            DemoRun.RunAsync(new DemoOptions { Seconds = double.NaN, Rate = 0 }, display, Terminal.OfProcess(), display.Stop)
        );
        Assert.Collection(problems.Problems, one => Assert.Contains("--seconds", one), one => Assert.Contains("--rate", one));
        Assert.Empty(display.Said);
    }

    [Fact]
    public async Task Demo_with_a_missing_model_file_fails_with_a_model_error()
    {
        using var display = new StoppingDisplay(reports: 1);
        var fault = await Assert.ThrowsAsync<ModelException>(() =>
            DemoRun.RunAsync(new DemoOptions { Model = "no/such.onnx" }, display, Terminal.OfProcess(), display.Stop)
        );
        Assert.Contains("no/such.onnx", fault.Message);
    }
}
