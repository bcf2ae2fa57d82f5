using StreamLift.Host.Demo;
using StreamLift.Lifter;
using StreamLift.Poses;

namespace StreamLift.Host.Tests.Demo;

public class DemonstrationTests
{
    [Fact]
    public async Task Every_frame_sent_over_the_embedded_broker_comes_back_once_as_a_pose_near_the_truth()
    {
        using var display = new StoppingDisplay(reports: int.MaxValue);
        var report = await Demonstration.RunAsync(new DemoOptions { Seconds = 2.5 }, display, Terminal.OfProcess(), display.Stop);
        var all = report.SoFar;
        Assert.Equal((300, 300, 300), (all.Sent, all.Frames, all.Poses));
        Assert.Equal((0, 0), (report.UnderWay, report.Doubled));
        // a model that knows nothing but the mean pose is 200 mm off and more
        Assert.InRange(all.Error, 1, 150);
        Assert.InRange(report.AlignedError, 1, all.Error);
        Assert.True(all.P50 > 0);
        Assert.InRange(all.BatchSize, 1, 300);
        Assert.InRange(display.Shown.Count, 2, 30); // by the second, not by the frame
        Assert.Contains(display.Said, line => line.Contains("not Kafka"));
    }

    [Fact]
    public async Task Ctrl_C_ends_it_with_nothing_missing()
    {
        using var display = new StoppingDisplay(reports: 1);
        var report = await Demonstration.RunAsync(new DemoOptions { Seconds = 3600 }, display, Terminal.OfProcess(), display.Stop);
        Assert.InRange(report.SoFar.Sent, 4, 1200);
        Assert.Equal(report.SoFar.Sent, report.SoFar.Frames);
        Assert.Equal((0, 0), (report.UnderWay, report.Doubled));
    }

    [Fact]
    public async Task Ctrl_C_before_the_first_frame_ends_it_too()
    {
        using var display = new StoppingDisplay(reports: int.MaxValue);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var report = await Demonstration.RunAsync(new DemoOptions(), display, Terminal.OfProcess(), stop.Token);
        Assert.Equal(0, report.SoFar.Sent);
        Assert.Empty(display.Shown);
    }

    [Fact]
    public async Task Options_out_of_range_are_all_named_before_anything_starts()
    {
        using var display = new StoppingDisplay(reports: 1);
        var problems = await Assert.ThrowsAsync<ConfigurationException>(() => Demonstration.RunAsync(new DemoOptions { Seconds = double.NaN, Rate = 0 }, display, Terminal.OfProcess(), display.Stop));
        Assert.Collection(problems.Problems, one => Assert.Contains("--seconds", one), one => Assert.Contains("--rate", one));
        Assert.Empty(display.Said);
    }

    [Fact]
    public async Task A_model_that_is_not_there_is_a_fault_of_the_model()
    {
        using var display = new StoppingDisplay(reports: 1);
        var fault = await Assert.ThrowsAsync<ModelException>(() => Demonstration.RunAsync(new DemoOptions { Model = "no/such.onnx" }, display, Terminal.OfProcess(), display.Stop));
        Assert.Contains("no/such.onnx", fault.Message);
    }
}
