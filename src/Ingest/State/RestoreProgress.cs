using Microsoft.Extensions.Logging;
using StreamLift.Lanes;

namespace StreamLift.Ingest.State;

/// <summary>Tells the log how far the reading of state has come: at its begin, every second, and at its end. Reading thread only.</summary>
/// <param name="topic">The state topic.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">The log.</param>
internal sealed class RestoreProgress(StateTopic topic, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FailureInterval = TimeSpan.FromSeconds(10);

    private readonly long _began = clock.GetTimestamp();
    private readonly HashSet<AssignedPartition> _partitions = [];
    private long _told = clock.GetTimestamp();
    private long _moved = clock.GetTimestamp();
    private long? _failed;
    private long _bytes;
    private long _keys;
    private long _offsetsRead; // of partitions that are read whole
    private bool _isBegun;

    /// <summary>How long nothing has been read.</summary>
    public TimeSpan Waits => clock.GetElapsedTime(_moved);

    /// <summary>A partition's turn has come, perhaps again after an error.</summary>
    public void Begin(PartitionState state)
    {
        _partitions.Add(state.Partition);
        if (_isBegun)
            return;
        _isBegun = true;
        log.RestoreBegins(topic.Name, state.Partition.Number);
    }

    /// <summary>A record of so many bytes has been read.</summary>
    public void Read(long bytes)
    {
        _bytes += bytes;
        _moved = clock.GetTimestamp();
    }

    /// <summary>A partition has been read whole.</summary>
    public void Completed(PartitionState state)
    {
        _keys += state.Keys.Count;
        _offsetsRead += state.End - state.First;
        _moved = clock.GetTimestamp();
    }

    /// <summary>Reading has failed, and is tried again.</summary>
    public void Failed(string error)
    {
        if (_failed is { } failed && clock.GetElapsedTime(failed) < FailureInterval)
            return;
        _failed = clock.GetTimestamp();
        log.RestoreFailed(topic.Name, error);
    }

    /// <summary>Tells the share that is read, once a second.</summary>
    /// <param name="open">The partitions that are being read.</param>
    public void Tell(IReadOnlyCollection<PartitionState> open)
    {
        if (open.Count == 0 || clock.GetElapsedTime(_told) < Interval)
            return;
        _told = clock.GetTimestamp();
        var read = _offsetsRead + open.Sum(state => state.Position - state.First);
        var all = _offsetsRead + open.Sum(state => state.End - state.First);
        log.Restoring(topic.Name, 100 * read / Math.Max(all, 1), _bytes);
        if (Waits > Interval)
            log.RestoreWaits(string.Join(", ", open.Select(state => $"{topic.Name}[{state.Partition.Number}]").Order(StringComparer.Ordinal)));
    }

    /// <summary>Everything is read, or the lane ends.</summary>
    public void End()
    {
        if (_isBegun)
            log.Restored(_keys, _bytes, topic.Name, _partitions.Count, (long)clock.GetElapsedTime(_began).TotalMilliseconds);
    }
}
