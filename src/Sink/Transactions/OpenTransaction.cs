using Confluent.Kafka;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Wire;

namespace StreamLift.Sink.Transactions;

/// <summary>
/// What is in the transaction that is open: how far it reaches into each partition, and what there will be to count once it is committed.
/// Sink thread only, but for <see cref="Fail"/>.
/// </summary>
internal sealed class OpenTransaction
{
    private readonly Dictionary<AssignedPartition, long> _reached = [];
    private readonly Dictionary<Rejection, int> _rejected = [];
    private readonly List<long> _captured = [];
    private volatile Error? _failure;

    /// <summary>Whether it has begun.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>When it began, by the clock's timestamp.</summary>
    public long Began { get; private set; }

    /// <summary>Why it can't be committed: the first of its records that failed.</summary>
    public Error? Failure => _failure;

    /// <summary>Whether a partition it reaches into has gone meanwhile: the next owner reads those records again, so they must not be committed here.</summary>
    public bool IsSuperseded => _reached.Keys.Any(origin => origin.IsRevoked);

    /// <summary>How far it reaches into each partition.</summary>
    public IReadOnlyCollection<OffsetWatermark> Marks => [.. _reached.Select(mark => new OffsetWatermark(mark.Key, mark.Value))];

    /// <summary>Frames in it.</summary>
    public int Frames { get; private set; }

    /// <summary>Dead letters in it, by reason.</summary>
    public IReadOnlyDictionary<Rejection, int> Rejected => _rejected;

    /// <summary>Late frames whose offsets are in it, by stream.</summary>
    public StreamCounts Skipped { get; } = new();

    /// <summary>Capture times of each batch's first frame, Unix milliseconds.</summary>
    public IReadOnlyList<long> Captured => _captured;

    /// <summary>It begins.</summary>
    public void Begin(long now)
    {
        IsOpen = true;
        Began = now;
    }

    /// <summary>A batch goes into it, as far as its assignments last.</summary>
    public void Add(LiftBatch batch)
    {
        foreach (var mark in batch.EndOffsets)
            if (!mark.Partition.IsRevoked)
                _reached[mark.Partition] = mark.NextOffset; // batches come in the order they were read
        long? captured = null;
        foreach (ref readonly var arrival in batch.Records)
        {
            if (arrival.Rejection == Rejection.None)
            {
                foreach (ref readonly var frame in batch.FramesOf(arrival))
                {
                    if (frame.IsLate)
                        continue;
                    captured ??= frame.TimestampMs;
                    Frames++;
                }
            }
            else
            {
                _rejected[arrival.Rejection] = _rejected.GetValueOrDefault(arrival.Rejection) + 1;
            }
        }

        Skipped.Add(batch);
        if (captured is { } then)
            _captured.Add(then);
    }

    /// <summary>A record that went into it as a good one goes out as a dead letter.</summary>
    public void Reject(LiftBatch batch, in InputRecord arrival, Rejection reason)
    {
        foreach (ref readonly var frame in batch.FramesOf(arrival))
            Frames -= frame.IsLate ? 0 : 1;
        _rejected[reason] = _rejected.GetValueOrDefault(reason) + 1;
    }

    /// <summary>A record failed. The client's thread.</summary>
    public void Fail(Error error) => _failure ??= error;

    /// <summary>It has ended, one way or the other.</summary>
    public void Clear()
    {
        IsOpen = false;
        Frames = 0;
        _failure = null;
        _reached.Clear();
        _rejected.Clear();
        _captured.Clear();
        Skipped.Clear();
    }
}
