using System.Text.RegularExpressions;
using StreamLift.Host.Demo;

namespace StreamLift.Pipeline.Tests;

/// <summary>How a service ends: in order, at once, or because a native call hangs.</summary>
public sealed class LifecycleTests(Cluster cluster)
{
    [Fact]
    public async Task SIGTERM_drains_the_service_and_logs_what_was_delivered()
    {
        var pipeline = await cluster.PipelineAsync();
        using var run = await pipeline.StartProcessAsync("--drain-timeout", "20");
        pipeline.Send([Frames.Record("cam", Frames.Json("cam", 0)), Frames.Record("cam", "{")]);
        await pipeline.AnyPoseAsync();
        await Topics.AnyAsync(cluster.Bootstrap, pipeline.Letters);
        run.Terminate();
        Assert.Equal(0, await run.ExitAsync(StreamLiftCommand.Patience));
        Assert.Contains(run.Lines, line => line.Contains("SIGTERM: consumption stopped; records in flight have 20 s", StringComparison.Ordinal));
        Assert.Contains(run.Lines, line => line.Contains("drained: ", StringComparison.Ordinal) && line.EndsWith("since SIGTERM", StringComparison.Ordinal));
        Assert.Contains(run.Lines, line =>
            line.Contains("warn: streamlift record rejected: topic ", StringComparison.Ordinal)
            && line.Contains($"it goes to topic {pipeline.Letters}", StringComparison.Ordinal)
        );
        Assert.Contains(run.Lines, line => line.Contains("stopped: 1 frame delivered, 1 dead letter", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, 130)]
    [InlineData(false, 4)]
    public async Task Stop_with_undeliverable_frames_ends_at_the_drain_limit_or_a_second_signal(bool twice, int code)
    {
        var input = await cluster.TopicAsync("in");
        var sink = new EmbeddedBroker(); // the output's broker, which goes away
        foreach (var topic in (string[])["out", "letters"])
            sink.CreateTopic(topic);
        var address = $"127.0.0.1:{Ports.Free()}";
        using var run = Command.Start(
            "dotnet",
            [
                StreamLiftCommand.Program,
                "run",
                "--input",
                input,
                "--output",
                "out",
                "--dead-letters",
                "letters",
                "--group",
                $"group-of-{input}",
                "--http",
                address,
                "--drain-timeout",
                twice ? "200" : "1",
            ],
            new Dictionary<string, string> { ["STREAMLIFT__INGEST__BOOTSTRAP"] = cluster.Bootstrap, ["STREAMLIFT__SINK__BOOTSTRAP"] = sink.Bootstrap }
        );
        await run.LineAsync(line => line.Contains("partitions assigned", StringComparison.Ordinal), StreamLiftCommand.Patience);
        sink.Dispose();
        Topics.Send(cluster.Bootstrap, input, [Frames.Record("cam", Frames.Json("cam", 0))]);
        await run.LineAsync(line => line.Contains("the client retries", StringComparison.Ordinal), StreamLiftCommand.Patience);
        await ReadAsync(address, frames: 1); // what it says of its broker it may have said before there was anything to deliver
        run.Terminate();
        await run.LineAsync(line => line.Contains("consumption stopped", StringComparison.Ordinal), StreamLiftCommand.Patience);
        if (twice)
            run.Interrupt();
        Assert.Equal(code, await run.ExitAsync(StreamLiftCommand.Patience));
        if (!twice)
            Assert.Contains("read again at the next start", Assert.Single(run.Lines, line => line.StartsWith("streamlift: ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("2", "30", false)]
    [InlineData("3600", "1", true)]
    public async Task Hanging_native_call_ends_the_process_with_exit_code_5_and_one_line(string hangs, string drains, bool isEnding)
    {
        var pipeline = await cluster.PipelineAsync();
        var model = Path.Combine(Path.GetTempPath(), $"{pipeline.Input}.onnx");
        await File.WriteAllBytesAsync(model, HangingModel.Bytes());
        var address = $"127.0.0.1:{Ports.Free()}";
        using var run = await pipeline.StartProcessAsync("--model", model, "--hang-timeout", hangs, "--drain-timeout", drains, "--http", address);
        File.Delete(model);
        pipeline.Send([Frames.Record("cam", Frames.Json("cam", 0))]);
        await pipeline.AnyPoseAsync();
        pipeline.Send([Frames.Record("cam", Regex.Replace(Frames.Json("cam", 1), "(\"keypoints\":.)[^,]+", "${1}1e7"))]);
        if (isEnding)
        {
            await ReadAsync(address, frames: 2);
            run.Terminate();
        }

        Assert.Equal(5, await run.ExitAsync(StreamLiftCommand.Patience));
        var line = Assert.Single(run.Lines, line => line.StartsWith("streamlift: ", StringComparison.Ordinal));
        Assert.Contains("inference", line);
        Assert.Single(pipeline.Poses());
    }

    private static async Task ReadAsync(string address, int frames)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://{address}") };
        using var limit = new CancellationTokenSource(StreamLiftCommand.Patience);
        while (!Regex.IsMatch(await http.GetStringAsync("/metrics", limit.Token), $@"streamlift_frames_in_total\S* {frames}\b"))
            await Task.Delay(20, limit.Token);
    }
}
