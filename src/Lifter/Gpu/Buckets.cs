namespace StreamLift.Lifter.Gpu;

/// <summary>
/// The batch sizes that a GPU is prepared for: powers of two from 8, and the largest batch. A captured graph has one shape, so a batch uses the next
/// larger bucket and leaves that bucket's last rows unused. A batch that exceeds the largest bucket is split. Less than half of a bucket's rows are unused
/// (except in the smallest bucket), and a GPU needs about the same time for half a bucket.
/// </summary>
internal sealed class Buckets
{
    // Tensor cores process rows in groups of eight. This is also the smallest bucket.
    private const int RowMultiple = 8;

    private readonly int[] _sizes;

    /// <param name="maxBatch">The number of rows in a full batch.</param>
    public Buckets(int maxBatch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatch, 1);
        var sizes = new List<int>();
        for (var size = RowMultiple; size < maxBatch; size *= 2)
            sizes.Add(size);
        sizes.Add((maxBatch + RowMultiple - 1) / RowMultiple * RowMultiple);
        _sizes = [.. sizes];
    }

    /// <summary>The number of buckets.</summary>
    public int Count => _sizes.Length;

    /// <summary>The rows of the smallest bucket.</summary>
    public int Smallest => _sizes[0];

    /// <summary>The rows of the largest bucket.</summary>
    public int Largest => _sizes[^1];

    /// <summary>The rows of a bucket. Bucket 0 is the smallest.</summary>
    public int this[int bucket] => _sizes[bucket];

    /// <summary>Returns the index of the smallest bucket that holds this number of rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No bucket is large enough.</exception>
    public int IndexFor(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, Largest);
        var bucket = 0;
        while (_sizes[bucket] < rows)
            bucket++;
        return bucket;
    }
}
