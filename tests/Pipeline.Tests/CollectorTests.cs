using Confluent.Kafka;

namespace StreamLift.Pipeline.Tests;

public sealed class CollectorTests(Cluster cluster)
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task OTLP_collector_receives_metrics_and_traces_including_the_last_ones_at_exit(string protocol)
    {
        var pipeline = await cluster.PipelineAsync();
        await using var collector = await Collector.StartAsync(protocol);
        pipeline.Send([
            .. Enumerable
                .Range(0, 5)
                .Select(frame =>
                    Frames.Record(
                        "cam",
                        Frames.Json("cam", frame),
                        new Headers { { "traceparent", System.Text.Encoding.ASCII.GetBytes($"00-{Trace}-00f067aa0ba902b7-01") } }
                    )
                ),
        ]);
        // a minute between exports, which the end doesn't wait for: what is there then is sent with it
        using var run = StreamLiftCommand.Start(Environment(collector.Address, protocol), pipeline.Arguments("--until-end"));
        Assert.True(await run.ExitAsync(StreamLiftCommand.Patience) == 0, string.Join('\n', run.Lines));

        Assert.Superset(
            new HashSet<string>
            {
                "streamlift.frames.in",
                "streamlift.frames.out",
                "streamlift.batch.size",
                "streamlift.inference.duration",
                "streamlift.latency",
                "dotnet.gc.collections",
            },
            collector.Metrics.ToHashSet()
        );
        Assert.Equal(5, collector.Counted("streamlift.frames.out"));
        Assert.Contains(("service.name", "rig-7"), collector.Resource);
        Assert.All(collector.Spans, span => Assert.Equal("lift batch", span.Name));
        Assert.Equal(Enumerable.Repeat(Trace, 5), collector.Spans.SelectMany(span => span.Links));
    }

    [Fact]
    public async Task Unreachable_OTLP_collector_is_logged_at_most_twice_and_stops_nothing()
    {
        var pipeline = await cluster.PipelineAsync();
        pipeline.Send([.. Enumerable.Range(0, 5).Select(frame => Frames.Record("cam", Frames.Json("cam", frame)))]);
        var address = $"http://localhost:{Ports.Free()}";
        var environment = Environment(address, "grpc", everyMs: 100);
        environment["OTEL_BSP_MAX_QUEUE_SIZE"] = "many";
        using var run = StreamLiftCommand.Start(environment, pipeline.Arguments());
        await run.LineAsync(line => line.Contains(address, StringComparison.Ordinal), StreamLiftCommand.Patience);
        while (pipeline.Poses().Count < 5)
        {
            Assert.False(run.HasEnded, string.Join('\n', run.Lines));
            await Task.Delay(100);
        }

        await Task.Delay(1000); // ten more exports
        run.Terminate();
        Assert.Equal(0, await run.ExitAsync(StreamLiftCommand.Patience));
        var said = run.Lines.Where(line => line.Contains("OTLP: ", StringComparison.Ordinal)).ToList();
        Assert.Contains("'many'", Assert.Single(said, line => line.Contains("OTEL_BSP_MAX_QUEUE_SIZE", StringComparison.Ordinal)));
        Assert.InRange(said.Count(line => line.Contains(address, StringComparison.Ordinal)), 1, 2);
        Assert.InRange(said.Count, 2, 3);
    }

    private static Dictionary<string, string> Environment(string address, string protocol, int everyMs = 60_000) =>
        new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
            ["OTEL_METRIC_EXPORT_INTERVAL"] = $"{everyMs}",
            ["OTEL_BSP_SCHEDULE_DELAY"] = $"{everyMs}",
            ["OTEL_SERVICE_NAME"] = "rig-7",
        };
}
