using StreamLift.Poses;

namespace StreamLift.Lifter.Tests;

public sealed class BatchPoolTests
{
    [Fact]
    public void An_exhausted_pool_gives_nothing_and_a_returned_batch_is_given_again_empty()
    {
        var pool = new BatchPool(1, 8, 34);
        var batch = pool.Take(TimeSpan.Zero)!;
        batch.Add(new Origin("in", 0, 0), 5, 0);
        batch.AddFrame("cam"u8, 0, 0);
        batch.AddPerson(0, float.NaN, lift: true, Turn.None);
        Assert.Null(pool.Take(TimeSpan.Zero));
        Assert.Null(pool.Take(TimeSpan.FromMilliseconds(5)));
        pool.Return(batch);
        var again = pool.Take(TimeSpan.Zero)!;
        Assert.Same(batch, again);
        Assert.Equal((0, 0, 0), (again.Count, again.Rows, again.Marks.Count));
    }

    [Fact]
    public async Task A_waiting_taker_gets_the_batch_that_comes_back()
    {
        var pool = new BatchPool(1, 8, 34);
        var batch = pool.Take(TimeSpan.Zero)!;
        var taking = Task.Run(() => pool.Take(TimeSpan.FromMinutes(1)));
        pool.Return(batch);
        Assert.Same(batch, await taking);
    }

    [Fact]
    public void A_batch_given_back_twice_is_an_error()
    {
        var pool = new BatchPool(1, 8, 34);
        var batch = pool.Take(TimeSpan.Zero)!;
        pool.Return(batch);
        Assert.Throws<InvalidOperationException>(() => pool.Return(batch));
    }
}
