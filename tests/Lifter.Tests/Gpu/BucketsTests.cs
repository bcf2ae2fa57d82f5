using FsCheck;
using FsCheck.Fluent;
using StreamLift.Lifter.Gpu;

namespace StreamLift.Lifter.Tests.Gpu;

public sealed class BucketsTests
{
    [Theory]
    [InlineData(1, new[] { 8 })]
    [InlineData(8, new[] { 8 })]
    [InlineData(9, new[] { 8, 16 })]
    [InlineData(256, new[] { 8, 16, 32, 64, 128, 256 })]
    [InlineData(300, new[] { 8, 16, 32, 64, 128, 256, 304 })]
    public void Batch_buckets_double_up_to_the_largest_batch(int maxBatch, int[] sizes)
    {
        var buckets = new Buckets(maxBatch);
        Assert.Equal(sizes, Enumerable.Range(0, buckets.Count).Select(i => buckets[i]));
    }

    [Fact]
    public void Batch_takes_the_smallest_bucket_that_holds_it_and_fills_over_half_of_it() =>
        Prop.ForAll(Gen.Choose(1, 5000).Two().ToArbitrary(), pair =>
            {
                var (rows, maxBatch) = (Math.Min(pair.Item1, pair.Item2), Math.Max(pair.Item1, pair.Item2));
                var buckets = new Buckets(maxBatch);
                var bucket = buckets.IndexFor(rows);
                return buckets[bucket] >= rows && (bucket == 0 || (buckets[bucket - 1] < rows && buckets[bucket] < 2 * rows)) && buckets[bucket] % 8 == 0;
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Batch_larger_than_the_largest_bucket_is_an_error() => Assert.Throws<ArgumentOutOfRangeException>(() => new Buckets(64).IndexFor(65));
}
