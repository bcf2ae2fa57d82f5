namespace StreamLift.Lifter.Gpu;

/// <summary>
/// The batch sizes that a GPU is prepared for: powers of two from 8, and the largest batch. A captured graph has one shape, so a batch takes the next
/// larger bucket and its last rows are left over; one larger than all goes in pieces. At most half of a bucket's rows are left over, and a GPU takes
/// about as long for half of one.
/// </summary>
internal sealed class Buckets
{
    // tensor cores take rows by eights
    private const int Least = 8;

    private readonly int[] _sizes;

    /// <param name="maxBatch">Rows that fill a batch.</param>
    public Buckets(int maxBatch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatch, 1);
        var sizes = new List<int>();
        for (var size = Least; size < maxBatch; size *= 2)
            sizes.Add(size);
        sizes.Add((maxBatch + Least - 1) / Least * Least);
        _sizes = [.. sizes];
    }

    /// <summary>How many there are.</summary>
    public int Count => _sizes.Length;

    /// <summary>Rows of the smallest.</summary>
    public int Smallest => _sizes[0];

    /// <summary>Rows of the largest.</summary>
    public int Largest => _sizes[^1];

    /// <summary>Rows of one, from the smallest on.</summary>
    public int this[int bucket] => _sizes[bucket];

    /// <summary>The smallest bucket that so many rows fit in.</summary>
    /// <exception cref="ArgumentOutOfRangeException">None is large enough.</exception>
    public int For(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, Largest);
        var bucket = 0;
        while (_sizes[bucket] < rows)
            bucket++;
        return bucket;
    }
}
