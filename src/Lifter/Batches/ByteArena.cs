namespace StreamLift.Lifter.Batches;

/// <summary>
/// Bytes of a batch's records behind each other in one array that grows to the largest batch seen and stays, unless one had to be larger than a batch is meant
/// to be.
/// </summary>
internal sealed class ByteArena
{
    private const int First = 4096;
    private const int Most = 2 * BatchPolicy.MaxBytes;

    private byte[] _bytes = new byte[First];
    private int _count;

    /// <summary>How many there are.</summary>
    public int Count => _count;

    /// <summary>Keeps a copy.</summary>
    public ByteRange Append(ReadOnlySpan<byte> bytes)
    {
        if (_count + bytes.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _count + bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(_count));
        var range = new ByteRange(_count, bytes.Length);
        _count += bytes.Length;
        return range;
    }

    /// <summary>What was kept; empty when absent.</summary>
    public ReadOnlySpan<byte> Of(ByteRange range) => range.IsAbsent ? default : _bytes.AsSpan(range.Start, range.Length);

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _count = 0;
        if (_bytes.Length > Most)
            _bytes = new byte[First];
    }
}

/// <summary>A stretch of a batch's bytes. <see cref="Absent"/> is not the same as empty: a record without a key has no key.</summary>
public readonly record struct ByteRange(int Start, int Length)
{
    /// <summary>Nothing there, as opposed to something of length 0.</summary>
    public static ByteRange Absent => new(0, -1);

    /// <summary>Whether there is nothing.</summary>
    public bool IsAbsent => Length < 0;
}
