using Confluent.Kafka;
using StreamLift.Lanes;

namespace StreamLift.Sink.Delivery;

/// <summary>
/// Encoded output records that wait to be sent, in order. Their bytes are kept in a few large blocks, which are used again: a record allocates none.
/// </summary>
internal sealed class EncodedRecords
{
    private const int BlockLength = 256 * 1024;
    private const int BlocksKept = 64;

    private readonly List<byte[]> _blocks = [];
    private EncodedRecord[] _records = new EncodedRecord[512];
    private int _block; // the one being filled
    private int _used; // bytes of it

    /// <summary>How many wait.</summary>
    public int Count { get; private set; }

    /// <summary>One of them.</summary>
    public ref readonly EncodedRecord this[int index] => ref _records[index];

    /// <summary>Adds a record.</summary>
    public void Add(RecordBatch batch, int index, DeliveryCountdown countdown, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, Headers headers)
    {
        var block = BlockFor(key.Length + value.Length);
        key.CopyTo(block.AsSpan(_used));
        value.CopyTo(block.AsSpan(_used + key.Length));
        if (Count == _records.Length)
            Array.Resize(ref _records, 2 * Count);
        _records[Count++] = new EncodedRecord
        {
            Batch = batch,
            Index = index,
            Countdown = countdown,
            Headers = headers,
            Block = block,
            Start = _used,
            KeyLength = key.Length,
            ValueLength = value.Length,
        };
        _used += key.Length + value.Length;
    }

    /// <summary>Forgets them all.</summary>
    public void Clear()
    {
        Array.Clear(_records, 0, Count);
        (Count, _block, _used) = (0, 0, 0);
        // what an unusual burst has taken is given back
        if (_blocks.Count > BlocksKept)
            _blocks.RemoveRange(BlocksKept, _blocks.Count - BlocksKept);
        _blocks.RemoveAll(block => block.Length > BlockLength);
    }

    // A record that is larger than a block gets one of its own.
    private byte[] BlockFor(int length)
    {
        if (_block < _blocks.Count && _blocks[_block].Length - _used >= length)
            return _blocks[_block];
        if (_block < _blocks.Count && _used > 0)
            (_block, _used) = (_block + 1, 0);
        if (_block == _blocks.Count || _blocks[_block].Length < length)
            _blocks.Insert(_block, new byte[Math.Max(BlockLength, length)]);
        return _blocks[_block];
    }
}
