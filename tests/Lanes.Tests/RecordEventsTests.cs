using System.Diagnostics.Tracing;
using StreamLift.Tests;

namespace StreamLift.Lanes.Tests;

public sealed class RecordEventsTests
{
    [Fact]
    public void Events_of_a_delivered_batch_tell_when_each_record_passed_each_step()
    {
        using var listener = new Listener();
        var batch = new CountingBatch();
        var now = TimeProvider.System.GetTimestamp();
        batch.Add(new AssignedPartition("in", 77, 0), 10, now);
        batch.Add(new AssignedPartition("in", 78, 0), 3, now + 1);
        foreach (var step in new[] { BatchStep.Begun, BatchStep.Processed, BatchStep.Encoded, BatchStep.Sent })
            batch.Mark(step);

        RecordEvents.Log.Delivered(batch);

        var told = listener.Told.Where(values => values[0] is 77 or 78).ToList(); // other tests deliver batches too
        Assert.Equal([(77L, 10L, now), (78L, 3L, now + 1)], told.Select(values => (values[0], values[1], values[2])));
        Assert.All(told, values => Assert.Equal(values.Skip(2).Order(), values.Skip(2)));
        Assert.All(told, values => Assert.True(values[3] > now));
    }

    [Fact]
    public void Steps_of_a_batch_are_forgotten_when_it_is_cleared()
    {
        using var listener = new Listener();
        var batch = new CountingBatch();
        batch.Mark(BatchStep.Sent);
        batch.Clear();
        Assert.Equal(0, batch.Passed(BatchStep.Sent));
    }

    [Fact]
    public void Steps_of_a_batch_cost_no_look_at_the_clock_without_a_listener()
    {
        var batch = new CountingBatch();
        batch.Mark(BatchStep.Sent);
        Assert.Equal(0, batch.Passed(BatchStep.Sent));
    }

    private sealed class Listener : EventListener
    {
        public List<long[]> Told { get; } = [];

        protected override void OnEventSourceCreated(EventSource source)
        {
            if (source.Name == RecordEvents.SourceName)
                EnableEvents(source, EventLevel.LogAlways);
        }

        protected override void OnEventWritten(EventWrittenEventArgs written)
        {
            if (written.EventSource.Name == RecordEvents.SourceName && written.EventName == nameof(RecordEvents.Delivered))
                Told.Add([.. written.Payload!.Cast<long>()]);
        }
    }
}
