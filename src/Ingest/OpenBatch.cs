using Confluent.Kafka;
using StreamLift.Ingest.Records;
using StreamLift.Lanes;

namespace StreamLift.Ingest;

/// <summary>The batch that a lane is filling, from the pool to the executor. Poll thread only.</summary>
internal sealed class OpenBatch(IngestContext context, RecordDeserializer deserializer)
{
    private RecordBatch? _batch;

    /// <summary>Whether there is one.</summary>
    public bool IsOpen => _batch is not null;

    /// <summary>How long to wait for the next record.</summary>
    public TimeSpan PollTimeout =>
        _batch is { } batch ? context.Policy.PollTimeout(batch.Entries, batch.Started, context.Executor.IsIdleFor(batch.Rows)) : TimeSpan.Zero;

    /// <summary>Begins to fill a batch, unless one is open.</summary>
    public void Open(RecordBatch? free) => _batch ??= free;

    /// <summary>Adds the record that was polled last.</summary>
    public void Add(AssignedPartition partition, long offset, Headers? headers) =>
        deserializer.AddTo(_batch ?? throw new InvalidOperationException("no batch is open"), partition, offset, headers, context.Clock.GetTimestamp());

    /// <summary>Whether the batch is to be submitted now.</summary>
    /// <param name="isDry">Whether the client had no further record at the last poll.</param>
    public bool IsDue(bool isDry) =>
        _batch is { } batch && context.Policy.IsDue(batch.Entries, batch.Rows, batch.BytesKept, batch.Started, context.Executor.IsIdleFor(batch.Rows), isDry);

    /// <summary>Submits the batch, if one is open.</summary>
    /// <exception cref="System.Threading.Channels.ChannelClosedException">The lane has ended, mostly on a fault.</exception>
    public void Submit()
    {
        if (_batch is not { } batch)
            return;
        _batch = null;
        if (batch.Count == 0)
            context.Pool.Return(batch);
        else
            Submit(batch);
    }

    /// <summary>Submits what was read; with exactly-once an urgent batch behind it has the transaction committed at once.</summary>
    /// <param name="awaited">What is waited for.</param>
    public void Flush(IReadOnlyCollection<AssignedPartition> awaited)
    {
        Submit();
        if (
            context.Options.Guarantee == Guarantee.AtLeastOnce
            || !awaited.Any(partition => partition.HasInFlight)
            || context.Pool.Take(context.Options.DrainTimeout) is not { } urgent
        )
            return;
        urgent.IsUrgent = true;
        Submit(urgent);
    }

    private void Submit(RecordBatch batch)
    {
        foreach (var slice in batch.Slices)
            slice.Partition.Enter(slice);
        FailPoint.Hit(FailPointStep.Consume);
        context.Telemetry.Read(batch);
        context.Executor.Submit(batch);
    }
}
