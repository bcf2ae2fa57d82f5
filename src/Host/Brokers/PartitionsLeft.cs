namespace StreamLift.Host.Brokers;

/// <summary>The partitions of a topic that have records left before their end offsets. One thread.</summary>
internal sealed class PartitionsLeft
{
    private readonly IReadOnlyDictionary<int, long> _ends;
    private readonly HashSet<int> _open;

    /// <param name="ends">The end offset of each partition that is read.</param>
    /// <param name="begins">The first offset of each partition that is read; null: the beginning of all.</param>
    public PartitionsLeft(IReadOnlyDictionary<int, long> ends, IReadOnlyDictionary<int, long>? begins = null)
    {
        _ends = ends;
        _open = [.. ends.Where(end => (begins is null ? 0 : begins.GetValueOrDefault(end.Key, end.Value)) < end.Value).Select(end => end.Key)];
    }

    /// <summary>The partitions that have not been read to their ends.</summary>
    public IReadOnlyCollection<int> Open => _open;

    /// <summary>The partition that was read to its end by the last record; null: none.</summary>
    public int? JustClosed { get; private set; }

    /// <summary>Takes a record, or the end of a partition as the broker reports it.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="offset">The record's offset, or that of the end.</param>
    /// <param name="isEnd">Whether it is the end.</param>
    /// <returns>Whether it is a record before the end offset.</returns>
    public bool Passes(int partition, long offset, bool isEnd)
    {
        var end = _ends.GetValueOrDefault(partition);
        // The broker may report the end of the committed records so far, before the given end: the other records follow. The offsets between the last
        // record and the end can be transaction markers, which are no records.
        JustClosed = offset >= end - (isEnd ? 0 : 1) && _open.Remove(partition) ? partition : null;
        return !isEnd && offset < end;
    }
}
