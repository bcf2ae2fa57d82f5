using System.Runtime.InteropServices;
using StreamLift.Wire;

namespace StreamLift.Lanes;

/// <summary>
/// A batch of consumed records on its way through a lane; a stage adds its own content in a derived type. A lane owns a fixed number of batches and reuses
/// them: their arrays grow to the largest batch seen and stay. Only the part of the lane that holds a batch touches it; the queue hands it over.
/// </summary>
public abstract class RecordBatch
{
    private const int InitialBytes = 4096;
    private const int MostBytesKept = 2 * BatchPolicy.MaxBytes; // a larger array is released after the batch that needed it

    private readonly List<PartitionSlice> _slices = [];
    private readonly List<StateSnapshot> _snapshots = [];
    private readonly long[] _passed = new long[RecordEvents.Steps]; // when it passed each step, where somebody listens
    private byte[] _bytes = new byte[InitialBytes];
    private int _byteCount;
    private InputRecord[] _records = new InputRecord[64];
    private volatile bool _isProcessed;

    /// <summary>Records in the batch, rejected ones included.</summary>
    public int Count { get; private set; }

    /// <summary>When the first record was added, by the clock's timestamp.</summary>
    public long Started { get; private set; }

    /// <summary>Bytes kept of its records: keys, values of those that are or may become dead letters, and what the stage keeps.</summary>
    public int BytesKept => _byteCount;

    /// <summary>
    /// Whether what was sent up to this batch's end is to be committed at once, because the poll thread waits for it. Such a batch may be empty.
    /// </summary>
    public bool IsUrgent { get; set; }

    /// <summary>The records, in the order they were read.</summary>
    public ReadOnlySpan<InputRecord> Records => _records.AsSpan(0, Count);

    /// <summary>The batch's records by partition.</summary>
    public ReadOnlySpan<PartitionSlice> Slices => CollectionsMarshal.AsSpan(_slices);

    /// <summary>What the batch changed of a stage's state; a later snapshot of a key replaces an earlier one. Empty for a stage without state.</summary>
    public IReadOnlyList<StateSnapshot> Snapshots => _snapshots;

    /// <summary>How much work the batch is for <see cref="IStage.Process"/>: for the lift stage, its network rows.</summary>
    public abstract int Rows { get; }

    /// <summary>What the batch holds whether or not it is work: for the lift stage, its frames and the records that have none.</summary>
    public abstract int Entries { get; }

    /// <summary>The model that made the output, for the trace; empty where there is none.</summary>
    public virtual ReadOnlySpan<byte> ModelId => default;

    /// <summary>Whether <see cref="IStage.Process"/> is done with it.</summary>
    internal bool IsProcessed
    {
        get => _isProcessed;
        set => _isProcessed = value;
    }

    /// <summary>When it passed a step, by the clock's timestamp; 0: nobody has listened.</summary>
    internal long Passed(BatchStep step) => _passed[(int)step];

    /// <summary>The bytes of a range; empty when absent.</summary>
    public ReadOnlySpan<byte> Bytes(ByteRange range) => range.IsAbsent ? default : _bytes.AsSpan(range.Start, range.Length);

    /// <summary>Keeps a copy of bytes for as long as the batch is in use.</summary>
    public ByteRange Append(ReadOnlySpan<byte> bytes)
    {
        if (_byteCount + bytes.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _byteCount + bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(_byteCount));
        var range = new ByteRange(_byteCount, bytes.Length);
        _byteCount += bytes.Length;
        return range;
    }

    /// <summary>Adds a record; the stage's content of it follows.</summary>
    /// <param name="partition">The assignment under which it was read.</param>
    /// <param name="offset">Its offset.</param>
    /// <param name="now">The clock's timestamp.</param>
    public ref InputRecord Add(AssignedPartition partition, long offset, long now)
    {
        if (Count == _records.Length)
            Array.Resize(ref _records, Count * 2);
        if (Count == 0)
            Started = now;
        SliceOf(partition).NextOffset = offset + 1;
        ref var record = ref _records[Count++];
        record = new InputRecord
        {
            Partition = partition,
            Offset = offset,
            Read = now,
            Key = ByteRange.Absent,
            Value = ByteRange.Absent,
            Rejection = Rejection.None,
        };
        OnAdded();
        return ref record;
    }

    /// <summary>
    /// Adds the state of a key after the batch's last record: once a batch for each key that the batch changed. Within <see cref="IStage.Process"/>, for a key
    /// whose assignment has state.
    /// </summary>
    /// <param name="partition">The assignment under which the key's records were read; the batch holds records of it.</param>
    /// <param name="key">The key. Copied.</param>
    /// <param name="state">The state. Copied. Empty: the key has none any more, and is removed from the state topic.</param>
    public void AddSnapshot(AssignedPartition partition, ReadOnlySpan<byte> key, ReadOnlySpan<byte> state) =>
        _snapshots.Add(new StateSnapshot(partition, Append(key), Append(state)));

    /// <summary>
    /// Adds the end of a partition, where a lane stops at the end of its input: a record without content, with which a stage with state writes what it still
    /// holds. Once it is delivered, so is everything below <paramref name="position"/>.
    /// </summary>
    /// <param name="partition">The assignment.</param>
    /// <param name="position">The offset after everything that was read of it, at least 1.</param>
    /// <param name="now">The clock's timestamp.</param>
    public void AddEnd(AssignedPartition partition, long position, long now) => Add(partition, position - 1, now).IsEnd = true;

    /// <summary>A good record becomes a dead letter after all.</summary>
    public void Reject(int index, Rejection reason) => _records[index].Rejection = reason;

    /// <summary>The batch passes a step, which <see cref="RecordEvents"/> tells where somebody listens. Whoever holds the batch.</summary>
    public void Mark(BatchStep step)
    {
        if (RecordEvents.Log.IsEnabled())
            _passed[(int)step] = TimeProvider.System.GetTimestamp();
    }

    /// <summary>Adds what the batch's delivery counts for.</summary>
    public abstract void AddTo(BatchCounts counts);

    /// <summary>Output frames that one good record counts for.</summary>
    public abstract int FramesOf(int index);

    /// <summary>What the output of a good record was to hold, in words, for the dead letter that takes its place when it is too large.</summary>
    public abstract string Describe(int index);

    /// <summary>Empties the batch for its next use.</summary>
    public virtual void Clear()
    {
        Array.Clear(_records, 0, Count); // releases headers, details and assignments
        Array.Clear(_passed);
        Count = 0;
        _isProcessed = false;
        _byteCount = 0;
        if (_bytes.Length > MostBytesKept)
            _bytes = new byte[InitialBytes];
        IsUrgent = false;
        _slices.Clear();
        _snapshots.Clear();
    }

    /// <summary>A record has been added.</summary>
    protected abstract void OnAdded();

    private PartitionSlice SliceOf(AssignedPartition partition)
    {
        foreach (var slice in _slices)
            if (ReferenceEquals(slice.Partition, partition))
                return slice;
        var added = new PartitionSlice(partition);
        _slices.Add(added);
        return added;
    }
}

/// <summary>One consumed record in a batch: where it came from, and the reason if it was rejected.</summary>
public struct InputRecord
{
    /// <summary>The assignment under which it was read.</summary>
    public AssignedPartition Partition;

    /// <summary>Its offset in the partition.</summary>
    public long Offset;

    /// <summary>When it was added, by the clock's timestamp.</summary>
    public long Read;

    /// <summary>The record's headers as the Kafka client handed them over; never modified. Only the projects that know Kafka know their type.</summary>
    public object? Headers;

    /// <summary>The record's key in the batch's bytes; absent when the record had none.</summary>
    public ByteRange Key;

    /// <summary>The record's value in the batch's bytes; kept only for records that are, or may become, dead letters.</summary>
    public ByteRange Value;

    /// <summary>How the record was encoded.</summary>
    public WireEncoding Encoding;

    /// <summary>Why it goes to the dead-letter topic; <see cref="Rejection.None"/> for a good record.</summary>
    public Rejection Rejection;

    /// <summary>The rejection in one line; null for a good record.</summary>
    public string? Detail;

    /// <summary>Whether it is no record but the end of its partition (<see cref="RecordBatch.AddEnd"/>).</summary>
    public bool IsEnd;
}

/// <summary>The state of one key after the last record of a batch, in the batch's bytes.</summary>
/// <param name="Partition">The assignment under which the key's records were read.</param>
/// <param name="Key">The key.</param>
/// <param name="State">The state; empty: the key has none any more.</param>
public readonly record struct StateSnapshot(AssignedPartition Partition, ByteRange Key, ByteRange State);

/// <summary>A range of a batch's bytes. <see cref="Absent"/> is not the same as empty: a record without a key has no key.</summary>
public readonly record struct ByteRange(int Start, int Length)
{
    /// <summary>No bytes at all, as opposed to a length of 0.</summary>
    public static ByteRange Absent => new(0, -1);

    /// <summary>Whether it is absent.</summary>
    public bool IsAbsent => Length < 0;
}

/// <summary>What is counted of delivered batches: output frames, dead letters by reason, capture times, late frames by stream. One thread at a time.</summary>
public sealed class BatchCounts
{
    /// <summary>Frames whose output is delivered.</summary>
    public int Frames { get; set; }

    /// <summary>Dead letters, by reason.</summary>
    public Dictionary<Rejection, int> Rejected { get; } = [];

    /// <summary>The capture time of each batch's first frame, Unix milliseconds.</summary>
    public List<long> Captured { get; } = [];

    /// <summary>Frames that were dropped because they were past the deadline, by stream; null when there were none.</summary>
    public StreamCounts? Late { get; private set; }

    /// <summary>Counts a dead letter.</summary>
    public void Reject(Rejection reason) => Rejected[reason] = Rejected.GetValueOrDefault(reason) + 1;

    /// <summary>Counts a frame that was past the deadline.</summary>
    public void AddLate(ReadOnlySpan<byte> stream) => (Late ??= new StreamCounts()).Add(stream, 1);

    /// <summary>Sets everything to zero.</summary>
    public void Clear()
    {
        (Frames, Late) = (0, null);
        Rejected.Clear();
        Captured.Clear();
    }
}
