using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Stage;
using StreamLift.Sink.Transactions;
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
        using var listener = Listener(meters, seen);
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
    }

    [Fact]
    public void Committed_transaction_counts_the_commit_and_each_step_of_it()
    {
        var seen = new List<(string Name, double Value, string Tags)>();
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var telemetry = new SinkTelemetry(meters, new StageName("lift"));
        using var listener = Listener(meters, seen);
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var steps = new CommitSteps(clock);
        steps.Begin();
        clock.Advance(TimeSpan.FromSeconds(0.5));
        steps.Ended(CommitStep.Flush);
        clock.Advance(TimeSpan.FromSeconds(0.25));
        steps.Ended(CommitStep.Own);

        telemetry.Committed(new BatchCounts { Frames = 3 }, clock, steps);

        Assert.Equal(
            [
                ("streamlift.transactions.committed", 1, "stage=lift"),
                ("streamlift.transactions.commit.duration", 0.75, "stage=lift"),
                ("streamlift.transactions.step.duration", 0.25, "stage=lift,step=own"),
                ("streamlift.transactions.step.duration", 0, "stage=lift,step=records"),
                ("streamlift.transactions.step.duration", 0.5, "stage=lift,step=flush"),
                ("streamlift.transactions.step.duration", 0, "stage=lift,step=offsets"),
                ("streamlift.transactions.step.duration", 0, "stage=lift,step=commit"),
                ("streamlift.frames.out", 3, "stage=lift"),
            ],
            seen
        );
    }

    // Listeners hear the whole process: only this factory's meters are this test's, other tests count beside it under the same name.
    private static MeterListener Listener(IMeterFactory meters, List<(string Name, double Value, string Tags)> seen)
    {
        var listener = new MeterListener
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
        return listener;

        void Seen(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            seen.Add((instrument.Name, value, string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
    }
}
