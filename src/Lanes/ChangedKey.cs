namespace StreamLift.Lanes;

/// <summary>A key whose state has changed, with its newest state. Reused for the key's later changes.</summary>
/// <param name="partition">The assignment under which its records were read.</param>
/// <param name="key">The stage's key.</param>
public sealed class ChangedKey(AssignedPartition partition, byte[] key)
{
    private byte[] _state = [];
    private int _length;
    private bool _isChanged;

    /// <summary>The assignment under which its records were read.</summary>
    public AssignedPartition Partition { get; } = partition;

    /// <summary>The stage's key; it may not be modified.</summary>
    public byte[] Key { get; } = key;

    /// <summary>The key of its record in the state topic; it may not be modified.</summary>
    public byte[] RecordKey { get; } = StateTopic.KeyOf(partition.Topic, key);

    /// <summary>The newest state; empty: the key has none any more.</summary>
    public ReadOnlySpan<byte> State => _state.AsSpan(0, _length);

    /// <summary>Whether the key has no state any more.</summary>
    public bool IsRemoved => _length == 0;

    /// <summary>The state holds every record of the partition below this offset.</summary>
    public long NextOffset { get; private set; }

    /// <summary>Takes a newer state.</summary>
    /// <returns>Whether it is the first change since <see cref="Clear"/>.</returns>
    internal bool Set(ReadOnlySpan<byte> state, long nextOffset)
    {
        if (state.Length > _state.Length)
            _state = new byte[Math.Max(state.Length, 2 * _state.Length)];
        state.CopyTo(_state);
        (_length, NextOffset) = (state.Length, nextOffset);
        var isFirst = !_isChanged;
        _isChanged = true;
        return isFirst;
    }

    /// <summary>The change is written, or void.</summary>
    internal void Clear() => _isChanged = false;
}
