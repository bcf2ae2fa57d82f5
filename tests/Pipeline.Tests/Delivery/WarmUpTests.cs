namespace StreamLift.Pipeline.Tests.Delivery;

/// <summary>The warm-up before the first record: what it lifts is seen by nobody.</summary>
public sealed class WarmUpTests(Cluster cluster)
{
    [Fact]
    public async Task Warm_up_comes_before_the_subscription_and_leaves_no_record_and_no_count()
    {
        var pipeline = await cluster.PipelineAsync();
        var address = $"127.0.0.1:{Ports.Free()}";
        using var run = await pipeline.StartProcessAsync("--http", address, "--verbose");
        using var http = new HttpClient { BaseAddress = new Uri($"http://{address}") };
        var figures = await http.GetStringAsync("/metrics");
        run.Terminate();
        Assert.Equal(0, await run.ExitAsync(StreamLiftCommand.Patience));

        var lines = run.Lines.ToList();
        var warm = lines.FindIndex(line => line.Contains("warmed up in ", StringComparison.Ordinal));
        var assigned = lines.FindIndex(line => line.Contains("partitions assigned", StringComparison.Ordinal));
        Assert.InRange(warm, 0, assigned);
        Assert.Contains(lines, line => line.Contains("stopped: 0 frames delivered, 0 dead letters, 0 skipped", StringComparison.Ordinal));
        Assert.Empty(pipeline.Poses());
        Assert.Empty(pipeline.DeadLetters());
        foreach (
            var counter in new[]
            {
                "frames_in",
                "frames_out",
                "frames_rejected",
                "poses",
                "batch_size",
                "inference_duration",
                "people_rejected",
                "streams_suspect",
            }
        )
            Assert.DoesNotContain($"streamlift_{counter}", string.Concat(figures.Split('\n').Where(line => !line.StartsWith('#'))), StringComparison.Ordinal);
    }
}
