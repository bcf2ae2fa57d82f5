using System.Diagnostics;
using System.Diagnostics.Metrics;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Stage;
using StreamLift.Tests;

namespace StreamLift.Sink.Tests;

public sealed class BatchTraceTests
{
    [Fact]
    public void Batch_trace_is_one_span_from_its_first_arrival_linked_to_its_records()
    {
        Activity? span = null;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SinkTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => span = activity.Links.Any() ? activity : span, // another test's batch has none
        };
        ActivitySource.AddActivityListener(listener);
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        clock.Advance(TimeSpan.FromSeconds(1));
        var batch = new LiftBatch(4, 34);
        for (var i = 0; i < 3; i++)
            batch.Add(new AssignedPartition("in", 0, 0), i, clock.GetTimestamp()).Headers =
                i == 1
                    ? null
                    : new Headers
                    {
                        { "traceparent", System.Text.Encoding.ASCII.GetBytes($"00-{i + 1:x32}-{i + 1:x16}-01") },
                        { "tracestate", "a=b"u8.ToArray() },
                    };
        clock.Advance(TimeSpan.FromMilliseconds(20));

        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var telemetry = new SinkTelemetry(services.GetRequiredService<IMeterFactory>(), new StageName("fuse"));
        telemetry.Trace(batch, clock);

        Assert.NotNull(span);
        Assert.Equal("fuse batch", span.OperationName);
        Assert.Equal(["00000000000000000000000000000001", "00000000000000000000000000000003"], span.Links.Select(link => link.Context.TraceId.ToHexString()));
        Assert.All(span.Links, link => Assert.Equal("a=b", link.Context.TraceState));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(1).UtcDateTime, span.StartTimeUtc);
        Assert.Equal(3, span.GetTagItem("streamlift.records"));
    }
}
