using StreamLift.Lanes;

namespace StreamLift.Ingest.Offsets;

/// <summary>
/// For <c>--until-end</c>: the partitions that have not been read yet up to the offsets that were their ends when the process started. One for all lanes of a
/// process, since a lane without partitions may be assigned some later. Any thread.
/// </summary>
/// <param name="ends">End offset by topic and partition, of those that hold anything; null: there is no end.</param>
public sealed class EndOffsetTracker(IReadOnlyDictionary<(string Topic, int Partition), long>? ends)
{
    private readonly Dictionary<(string Topic, int Partition), long> _open = ends?.ToDictionary() ?? [];

    /// <summary>Whether there is an end at all.</summary>
    public bool HasEnd => ends is not null;

    /// <summary>Whether everything has been read.</summary>
    public bool IsReached
    {
        get
        {
            if (!HasEnd)
                return false;
            lock (_open)
                return _open.Count == 0;
        }
    }

    /// <summary>Everything of this partition below <paramref name="position"/> has been read.</summary>
    public void Read(string topic, int partition, long position)
    {
        if (!HasEnd)
            return;
        lock (_open)
        {
            if (_open.TryGetValue((topic, partition), out var end) && position >= end)
                _open.Remove((topic, partition));
        }
    }

    /// <summary>The partition will be read again from <paramref name="position"/>: what had been read of it is not delivered.</summary>
    public void Unread(string topic, int partition, long position)
    {
        if (ends is null || !ends.TryGetValue((topic, partition), out var end) || position >= end)
            return;
        lock (_open)
            _open[(topic, partition)] = end;
    }

    /// <summary>The open partitions that a lane is not assigned: another lane or process may have read them.</summary>
    public IReadOnlyList<(string Topic, int Partition)> OpenExcept(IReadOnlyList<AssignedPartition> assigned)
    {
        lock (_open)
            return [.. _open.Keys.Where(open => !assigned.Any(partition => partition.Topic == open.Topic && partition.Number == open.Partition))];
    }
}
