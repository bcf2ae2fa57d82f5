using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Partitions;
using StreamLift.Ingest.Records;
using StreamLift.Lanes;

namespace StreamLift.Ingest;

/// <summary>
/// The batch that a lane is filling, from the pool to the executor. Where no batch is free because the output is slow, the poll thread waits up to a second,
/// then pauses the lane's partitions and goes on polling, so that the group keeps it as a member, and resumes them when a batch is free. Poll thread only.
/// </summary>
internal sealed class OpenBatch(IngestContext context, RecordDeserializer deserializer, AssignedPartitions partitions, ILogger log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PausedPoll = TimeSpan.FromMilliseconds(100);

    private RecordBatch? _batch;
    private bool _isPaused;

    /// <summary>Whether there is one.</summary>
    public bool IsOpen => _batch is not null;

    /// <summary>How long to wait for the next record.</summary>
    public TimeSpan PollTimeout =>
        _batch is { } batch ? context.Policy.PollTimeout(batch.Entries, batch.Started, context.Executor.IsIdleFor(batch.Rows)) : TimeSpan.Zero;

    /// <summary>Opens a batch, or after one round of waiting pauses the partitions and polls once.</summary>
    public void TryOpen(IPartitionClient client, Action<TimeSpan> poll)
    {
        var free = context.Pool.Take(_isPaused ? TimeSpan.Zero : Patience);
        if (free is not null)
        {
            if (_isPaused)
                log.Resumed(AssignedPartitions.ResumePaused(client, partitions.Current));
            _isPaused = false;
            _batch = free;
            return;
        }

        Pause(client);
        poll(PausedPoll); // a record of a partition assigned a moment ago may open a batch
    }

    /// <summary>Opens a batch for a record that came although its partition is paused, as right after an assignment.</summary>
    /// <returns>False at the end or on a fault.</returns>
    public bool WaitToOpen(CancellationToken stop, CancellationToken fault)
    {
        while (_batch is null && !stop.IsCancellationRequested && !fault.IsCancellationRequested)
            _batch = context.Pool.Take(PausedPoll);
        return _batch is not null;
    }

    /// <summary>Adds the record that was polled last.</summary>
    /// <param name="partition">The assignment that it belongs to.</param>
    /// <param name="record">The record.</param>
    /// <param name="now">The clock's timestamp.</param>
    public void Add(AssignedPartition partition, in ConsumedRecord record, long now)
    {
        var batch = _batch ?? throw new InvalidOperationException("no batch is open");
        deserializer.AddTo(batch, partition, new RecordOrigin(record.Offset, record.TimestampMs), record.Headers, now);
    }

    /// <summary>
    /// The end that was asked for: adds the end of each partition, once, with which a stage with state writes what it still holds; the offset is the one that
    /// is committed anyway. Of a stage without state it does nothing.
    /// </summary>
    public void AddEnds(CancellationToken stop, CancellationToken fault)
    {
        if (context.Stage is not IStatefulStage)
            return;
        foreach (var partition in partitions.Current)
        {
            if (partition is { Position: 0 } or { HasEnded: true } or { AwaitsStart: true } or { IsRevoked: true } || !WaitToOpen(stop, fault))
                continue;
            partition.HasEnded = true;
            _batch!.AddEnd(partition, partition.Position, context.Clock.GetTimestamp());
        }

        Submit();
    }

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

    /// <summary>
    /// Submits what was read; with exactly-once an urgent batch behind it has the transaction committed at once, and with state has the state written at once.
    /// </summary>
    /// <param name="awaited">What is waited for.</param>
    public void Flush(IReadOnlyCollection<AssignedPartition> awaited)
    {
        Submit();
        if (
            (context.Options.Guarantee == Guarantee.AtLeastOnce && context.StateTopic is null)
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

    private void Pause(IPartitionClient client)
    {
        _isPaused = true;
        var reading = partitions.Current.Where(partition => !partition.IsPaused).ToList();
        if (reading.Count == 0)
            return;
        client.Pause(reading.Select(partition => new TopicPartition(partition.Topic, partition.Number)));
        reading.ForEach(partition => partition.IsPaused = true);
        log.Paused(reading.Count);
    }
}
