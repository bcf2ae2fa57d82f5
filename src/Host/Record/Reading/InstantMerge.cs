using StreamLift.Files;

namespace StreamLift.Host.Record.Reading;

/// <summary>
/// Puts the records of each rig or stream in the order of their instants where they come from several partitions. Within a partition they keep their order.
/// While partitions still hold a backlog, each waits for the others; afterwards a record waits <see cref="Hold"/> at most, and only for partitions that have
/// had records of the same rig or stream. One thread.
/// </summary>
/// <param name="partitions">The partitions that are read.</param>
/// <param name="most">How many records are held at most; beyond that the earliest no longer waits.</param>
/// <param name="clock">The clock.</param>
internal sealed class InstantMerge(IEnumerable<int> partitions, int most, TimeProvider clock)
{
    /// <summary>How long a record waits for another partition that has been read to its end.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromMilliseconds(250);

    // a rig that moved to another partition is not waited for in the one before
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    private readonly Dictionary<(MotionSpace Space, string Name), Dictionary<int, PartitionQueue>> _sources = [];
    private readonly HashSet<int> _behind = [.. partitions]; // neither read to the end nor closed
    private readonly HashSet<int> _closed = [];

    /// <summary>How many records are held.</summary>
    public int Count { get; private set; }

    /// <summary>Whether every partition has been read to its end at least once.</summary>
    public bool IsCaughtUp => _behind.Count == 0;

    /// <summary>Takes the next record of a partition.</summary>
    public void Add(int partition, MotionInstant instant)
    {
        if (!_sources.TryGetValue((instant.Space, instant.Source), out var source))
            _sources.Add((instant.Space, instant.Source), source = []);
        if (!source.TryGetValue(partition, out var queue))
            source.Add(partition, queue = new PartitionQueue());
        queue.LastAdded = clock.GetTimestamp();
        queue.Enqueue((instant, queue.LastAdded));
        Count++;
    }

    /// <summary>A partition was read to its end: more may follow as it is written.</summary>
    public void CaughtUp(int partition) => _behind.Remove(partition);

    /// <summary>Nothing more comes from a partition.</summary>
    public void Close(int partition)
    {
        _behind.Remove(partition);
        _closed.Add(partition);
    }

    /// <summary>The next record: the earliest of those that need not wait; null if there is none.</summary>
    /// <param name="isEnd">Whether nothing more comes from any partition.</param>
    public MotionInstant? Take(bool isEnd = false)
    {
        PartitionQueue? next = null;
        foreach (var source in _sources.Values)
            if (First(source, isEnd) is { } first && (next is null || first.HeadMs < next.HeadMs))
                next = first;
        if (next is null)
            return null;
        Count--;
        return next.Dequeue().Instant;
    }

    // null while it has to wait
    private PartitionQueue? First(Dictionary<int, PartitionQueue> source, bool isEnd)
    {
        PartitionQueue? first = null;
        var isAwaited = false;
        foreach (var (partition, queue) in source)
            if (queue.Count > 0)
                first = first is null || queue.HeadMs < first.HeadMs ? queue : first;
            else
                isAwaited |= !_closed.Contains(partition) && clock.GetElapsedTime(queue.LastAdded) < Quiet;
        if (first is null || isEnd || Count >= most)
            return first;
        return IsBehind(source) || (isAwaited && clock.GetElapsedTime(first.Peek().Since) < Hold) ? null : first;
    }

    // a partition with a backlog may hold earlier instants
    private bool IsBehind(Dictionary<int, PartitionQueue> source)
    {
        foreach (var partition in _behind)
            if (!source.TryGetValue(partition, out var queue) || queue.Count == 0)
                return true;
        return false;
    }

    private sealed class PartitionQueue : Queue<(MotionInstant Instant, long Since)>
    {
        public long LastAdded { get; set; }

        public double HeadMs => Peek().Instant.TimestampMs;
    }
}
