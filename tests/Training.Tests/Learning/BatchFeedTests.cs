using StreamLift.Training.Learning;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Learning;

public sealed class BatchFeedTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Prefetched_batches_come_in_order_and_equal_those_made_one_by_one(int first)
    {
        var maker = Recording.Maker(Recording.Everything);
        var epoch = new Epoch(maker, Normalisation.Measure(maker, Recording.Image, 1), 1, 0, 64);
        var batches = new BatchFeed(epoch, first, TimeProvider.System).Run().Take(12).ToList();
        Assert.Equal(12, batches.Count);
        Assert.All(batches, (batch, i) => Assert.Equal(epoch.Make(first + i).Input, batch.Input));
        Assert.Equal(epoch.Batches - 3, new BatchFeed(epoch, 3, TimeProvider.System).Run().Count());
    }
}
