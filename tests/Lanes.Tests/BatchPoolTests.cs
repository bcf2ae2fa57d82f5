using StreamLift.Tests;

namespace StreamLift.Lanes.Tests;

public sealed class BatchPoolTests
{
    private readonly BatchPool _pool = new(1, () => new CountingBatch());

    [Fact]
    public void Exhausted_batch_pool_gives_nothing_and_gives_a_returned_batch_again_empty()
    {
        var batch = _pool.Take(TimeSpan.Zero)!;
        batch.Add(new AssignedPartition("in", 0, 0), 5, 0);
        Assert.Null(_pool.Take(TimeSpan.Zero));
        Assert.Null(_pool.Take(TimeSpan.FromMilliseconds(5)));
        _pool.Return(batch);
        var again = _pool.Take(TimeSpan.Zero)!;
        Assert.Same(batch, again);
        Assert.Equal((0, 0, 0), (again.Count, again.Entries, again.Slices.Length));
    }

    [Fact]
    public async Task Batch_pool_gives_a_returned_batch_to_a_waiting_taker()
    {
        var batch = _pool.Take(TimeSpan.Zero)!;
        var taking = Task.Run(() => _pool.Take(TimeSpan.FromMinutes(1)));
        _pool.Return(batch);
        Assert.Same(batch, await taking);
    }

    [Fact]
    public void Batch_returned_to_the_pool_twice_is_an_error()
    {
        var batch = _pool.Take(TimeSpan.Zero)!;
        _pool.Return(batch);
        Assert.Throws<InvalidOperationException>(() => _pool.Return(batch));
    }
}
