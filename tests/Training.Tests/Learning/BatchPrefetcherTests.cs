using StreamLift.Training.Learning;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Learning;

public sealed class BatchPrefetcherTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Prefetched_batches_come_in_order_and_equal_those_made_one_by_one(int first)
    {
        var generator = Recording.Maker(Recording.Everything);
        var epoch = new Epoch(generator, Normalization.Measure(generator, Recording.Image, 1), 1, 0, 64);
        var batches = new BatchPrefetcher(epoch, first, TimeProvider.System).Batches().Take(12).ToList();
        Assert.Equal(12, batches.Count);
        Assert.All(batches, (batch, i) => Assert.Equal(epoch.MakeBatch(first + i).Input, batch.Input));
        Assert.Equal(epoch.BatchCount - 3, new BatchPrefetcher(epoch, 3, TimeProvider.System).Batches().Count());
    }
}
