using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Stage;
using StreamLift.Tests;
using StreamLift.Wire;

namespace StreamLift.Sink.Tests;

public sealed class SinkTelemetryTests
{
    [Fact]
    public void Delivered_batch_counts_frames_rejections_by_reason_skips_by_stream_and_latency()
    {
        var seen = new List<(string Name, double Value, string Tags)>();
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var telemetry = new SinkTelemetry(meters, new StageName("lift"));
        // Listeners hear the whole process: only this factory's meters are this test's, other tests count beside it under the same name.
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == meters)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Seen(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Seen(instrument, value, tags));
        listener.Start();
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        clock.Advance(TimeSpan.FromSeconds(2));
        var batch = new LiftBatch(4, 34);
        var origin = new AssignedPartition("in", 0, 0);
        batch.Add(origin, 0, 0).Rejection = Rejection.Tombstone;
        batch.Add(origin, 1, 0);
        batch.AddFrame("cam-1"u8, 0, 1500);
        batch.Add(origin, 2, 0);
        batch.AddFrame("cam-1"u8, 1, 1900);

        batch.Add(origin, 3, 0);
        batch.AddFrame("cam-2"u8, 1, 900, oldest: 1000);

        telemetry.Delivered(batch, clock);

        Assert.Equal(
            [
                ("streamlift.frames.rejected", 1, "stage=lift,reason=tombstone"),
                ("streamlift.frames.out", 2, "stage=lift"),
                ("streamlift.latency", 0.5, "stage=lift"),
            ],
            seen
        );
        Assert.Equal((2, 1), (telemetry.Out, telemetry.Rejected));
        seen.Clear();
        listener.RecordObservableInstruments();
        Assert.Equal([("streamlift.frames.skipped", 1, "stage=lift,stream=cam-2")], seen);

        void Seen(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            seen.Add((instrument.Name, value, string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
    }
}
