using StreamLift.Lifter.Batches;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Lifter.Tests.Batches;

public sealed class BatchPoolTests
{
    [Fact]
    public void Exhausted_batch_pool_gives_nothing_and_gives_a_returned_batch_again_empty()
    {
        var pool = new BatchPool(1, 8, 34);
        var batch = pool.Take(TimeSpan.Zero)!;
        batch.Add(new AssignedPartition("in", 0, 0), 5, 0);
        batch.AddFrame("cam"u8, 0, 0);
        batch.AddPerson(0, float.NaN, lift: true, CameraRotation.None);
        Assert.Null(pool.Take(TimeSpan.Zero));
        Assert.Null(pool.Take(TimeSpan.FromMilliseconds(5)));
        pool.Return(batch);
        var again = pool.Take(TimeSpan.Zero)!;
        Assert.Same(batch, again);
        Assert.Equal((0, 0, 0), (again.Count, again.Rows, again.EndOffsets.Count));
    }

    [Fact]
    public async Task Batch_pool_gives_a_returned_batch_to_a_waiting_taker()
    {
        var pool = new BatchPool(1, 8, 34);
        var batch = pool.Take(TimeSpan.Zero)!;
        var taking = Task.Run(() => pool.Take(TimeSpan.FromMinutes(1)));
        pool.Return(batch);
        Assert.Same(batch, await taking);
    }

    [Fact]
    public void Batch_returned_to_the_pool_twice_is_an_error()
    {
        var pool = new BatchPool(1, 8, 34);
        var batch = pool.Take(TimeSpan.Zero)!;
        pool.Return(batch);
        Assert.Throws<InvalidOperationException>(() => pool.Return(batch));
    }
}
