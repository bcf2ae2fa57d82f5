using StreamLift.Lifter;
using StreamLift.Lifter.Batches;

namespace StreamLift.Ingest.Group;

/// <summary>The partitions a lane holds now, each under the assignment that gave it. Poll thread only, but for <see cref="Current"/>.</summary>
public sealed class Assignments
{
    private readonly Dictionary<(string Topic, int Partition), int> _epochs = [];
    private readonly Dictionary<(string Topic, int Partition), AssignedPartition> _held = [];
    private volatile AssignedPartition[] _current = [];
    private AssignedPartition? _last;

    /// <summary>What is held now; may be read by any thread.</summary>
    public IReadOnlyList<AssignedPartition> Current => _current;

    /// <summary>A partition has been assigned.</summary>
    public AssignedPartition Assign(string topic, int partition)
    {
        var epoch = _epochs.TryGetValue((topic, partition), out var before) ? before + 1 : 0;
        _epochs[(topic, partition)] = epoch;
        var origin = new AssignedPartition(topic, partition, epoch);
        _held[(topic, partition)] = origin;
        Changed();
        return origin;
    }

    /// <summary>A partition has gone; null where it wasn't held.</summary>
    public AssignedPartition? Remove(string topic, int partition)
    {
        if (!_held.Remove((topic, partition), out var origin))
            return null;
        Changed();
        return origin;
    }

    /// <summary>The present assignment of a partition; null where it isn't held.</summary>
    public AssignedPartition? Find(string topic, int partition)
    {
        // records come in runs of one partition
        if (_last is { } last && last.Partition == partition && last.Topic == topic)
            return last;
        return _last = _held.GetValueOrDefault((topic, partition));
    }

    /// <summary>
    /// The assignment that what was read just now belongs to; null where it doesn't count. Where the assignment has ended with the partition
    /// still held, as an abort ends it, what is let go here is the first of what has to be read again: the client has gone past it.
    /// </summary>
    public AssignedPartition? Take(string topic, int partition, long offset)
    {
        if (Find(topic, partition) is not { } origin)
            return null;
        if (!origin.IsRevoked)
            return origin;
        origin.Read(offset);
        return null;
    }

    private void Changed()
    {
        _last = null;
        _current = [.. _held.Values];
    }
}
