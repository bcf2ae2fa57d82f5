using StreamLift.Wire.Reading;

namespace StreamLift.Lanes;

/// <summary>
/// What processed batches changed of a stage's state and is not written yet: the newest snapshot of each key, in buffers that are kept for the key. One thread
/// at a time.
/// </summary>
public sealed class StateChanges
{
    private readonly Dictionary<AssignedPartition, Dictionary<byte[], ChangedKey>> _keys = [];
    private readonly List<ChangedKey> _changed = [];

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _changed.Count == 0;

    /// <summary>The changed keys, in the order of their first change.</summary>
    public IReadOnlyList<ChangedKey> Changed => _changed;

    /// <summary>Takes a batch's snapshots, except those of assignments that have ended. Batches come in the order they were read.</summary>
    public void Add(RecordBatch batch)
    {
        foreach (var snapshot in batch.Snapshots)
        {
            if (snapshot.Partition.IsRevoked)
                continue;
            var key = Of(snapshot.Partition, batch.Bytes(snapshot.Key));
            if (key.Set(batch.Bytes(snapshot.State), NextOffset(batch, snapshot.Partition)))
                _changed.Add(key);
        }
    }

    /// <summary>The changes are written, or void.</summary>
    public void Clear()
    {
        foreach (var key in _changed)
        {
            key.Clear();
            if (key.IsRemoved && _keys.TryGetValue(key.Partition, out var keys))
                keys.Remove(key.Key);
        }

        _changed.Clear();
    }

    private ChangedKey Of(AssignedPartition partition, ReadOnlySpan<byte> key)
    {
        if (!_keys.TryGetValue(partition, out var keys))
        {
            foreach (var ended in _keys.Keys.Where(ended => ended.IsRevoked).ToList())
                _keys.Remove(ended);
            _keys[partition] = keys = new(new Utf8Comparer());
        }

        if (keys.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out var known))
            return known;
        var added = new ChangedKey(partition, key.ToArray());
        return keys[added.Key] = added;
    }

    private static long NextOffset(RecordBatch batch, AssignedPartition partition)
    {
        foreach (var slice in batch.Slices)
            if (ReferenceEquals(slice.Partition, partition))
                return slice.NextOffset;
        throw new InvalidOperationException($"a snapshot of {partition}, of which the batch holds no record");
    }
}
