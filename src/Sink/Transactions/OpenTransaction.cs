using Confluent.Kafka;
using StreamLift.Lanes;
using StreamLift.Wire;

namespace StreamLift.Sink.Transactions;

/// <summary>
/// The open transaction: how far it reaches into each partition, and what is counted once it is committed. Sender only, except for <see cref="Fail"/>.
/// </summary>
internal sealed class OpenTransaction
{
    private readonly Dictionary<AssignedPartition, long> _offsets = [];
    private volatile Error? _failure;

    /// <summary>Whether it has begun.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>When it began, by the clock's timestamp.</summary>
    public long Began { get; private set; }

    /// <summary>Why it can't be committed: the error of the first of its records that failed.</summary>
    public Error? Failure => _failure;

    /// <summary>
    /// Whether a partition that it reaches into has been revoked: the next owner reads those records again, so they must not be committed here.
    /// </summary>
    public bool IsSuperseded => _offsets.Keys.Any(partition => partition.IsRevoked);

    /// <summary>How far it reaches into each partition.</summary>
    public IReadOnlyCollection<OffsetWatermark> EndOffsets => [.. _offsets.Select(end => new OffsetWatermark(end.Key, end.Value))];

    /// <summary>What its delivery counts for.</summary>
    public BatchCounts Counts { get; } = new();

    /// <summary>It begins.</summary>
    public void Begin(long now)
    {
        IsOpen = true;
        Began = now;
    }

    /// <summary>Whether a record of a batch counts: one of an assignment that has not ended.</summary>
    public static bool HasRecordsToCommit(RecordBatch batch)
    {
        foreach (var slice in batch.Slices)
            if (!slice.Partition.IsRevoked)
                return true;
        return false;
    }

    /// <summary>Adds a batch, except for records of assignments that have ended.</summary>
    public void Add(RecordBatch batch)
    {
        foreach (var slice in batch.Slices)
            if (!slice.Partition.IsRevoked)
                _offsets[slice.Partition] = slice.NextOffset; // batches come in the order they were read
        batch.AddTo(Counts);
    }

    /// <summary>A dead letter takes the place of a good record's output.</summary>
    public void Reject(RecordBatch batch, int index, Rejection reason)
    {
        Counts.Frames -= batch.FramesOf(index);
        Counts.Reject(reason);
    }

    /// <summary>A record failed. The client's thread.</summary>
    public void Fail(Error error) => _failure ??= error;

    /// <summary>It has ended, committed or aborted.</summary>
    public void Clear()
    {
        IsOpen = false;
        _failure = null;
        _offsets.Clear();
        Counts.Clear();
    }
}
