using System.Collections.Concurrent;
using System.Text;
using Confluent.Kafka;
using StreamLift.Ingest.State;
using StreamLift.Lanes;

namespace StreamLift.Ingest.Tests.State;

/// <summary>A state topic in memory. Records above the stable offset belong to an open transaction: they are not read, and count for the end.</summary>
internal sealed class ScriptedStateClient : IStateClient
{
    private readonly ConcurrentDictionary<int, List<StateTopicRecord>> _records = [];
    private readonly ConcurrentDictionary<int, long> _positions = []; // of the partitions that are read

    /// <summary>The offset below which records are read; by default all.</summary>
    public long Stable { get; set; } = long.MaxValue;

    /// <summary>What each question for offsets does first.</summary>
    public Action<int> OnOffsets { get; set; } = _ => { };

    public int Disposed { get; private set; }

    /// <summary>Adds a record.</summary>
    public void Add(int partition, string key, string? state, long offset, long? committed = null, string group = "group")
    {
        var records = _records.GetOrAdd(partition, _ => []);
        lock (records)
            records.Add(
                new StateTopicRecord(
                    partition,
                    records.Count,
                    new Message<byte[]?, byte[]?>
                    {
                        Key = Encoding.UTF8.GetBytes(key),
                        Value = state is null ? null : Encoding.UTF8.GetBytes(state),
                        Headers = new Headers
                        {
                            { StateTopic.GroupHeader, Encoding.UTF8.GetBytes(group) },
                            { StateTopic.OffsetHeader, StateTopic.Number(offset) },
                            { StateTopic.CommittedHeader, StateTopic.Number(committed ?? offset) },
                        },
                    }
                )
            );
    }

    public (long First, long End) Offsets(int partition)
    {
        OnOffsets(partition);
        return (0, _records.TryGetValue(partition, out var records) ? records.Count : 0);
    }

    public void Begin(int partition, long offset) => _positions[partition] = offset;

    public void End(int partition) => _positions.Remove(partition, out _);

    public StateTopicRecord? Poll(TimeSpan timeout)
    {
        foreach (var (partition, position) in _positions.OrderBy(pair => pair.Key))
        {
            if (position < Math.Min(Stable, _records[partition].Count))
            {
                _positions[partition] = position + 1;
                return _records[partition][(int)position];
            }
        }

        Thread.Sleep(1);
        return _positions.OrderBy(pair => pair.Key).Select(pair => (StateTopicRecord?)new StateTopicRecord(pair.Key, pair.Value, null)).FirstOrDefault();
    }

    public void Dispose() => Disposed++;
}
