using StreamLift.Lifter.Batches;
using StreamLift.Lifter.Models;

namespace StreamLift.Lifter.Tests.Batches;

public sealed class HandoverTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Batch_queue_gives_each_batch_to_one_reader_and_ends_every_reader(int readers)
    {
        const int batches = 20_000;
        var handover = new Handover(batches, readers);
        var read = 0;
        var reading = Enumerable
            .Range(0, readers)
            .Select(_ => Task.Factory.StartNew(() => Read(handover, () => Interlocked.Increment(ref read)), TaskCreationOptions.LongRunning))
            .ToList();
        var batch = new LiftBatch(1, 34);

        for (var i = 0; i < batches; i++)
        {
            Assert.True(handover.TryWrite(batch));
            if (i % 7 == 0)
                Thread.Yield(); // now and then the readers come to wait
        }

        handover.Complete();
        await Task.WhenAll(reading).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(batches, read);
        Assert.False(handover.TryWrite(batch));
    }

    [Fact]
    public async Task Batch_queue_fault_reaches_waiting_readers()
    {
        var handover = new Handover(1, 2);
        var reading = Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(() => Read(handover, () => { }), TaskCreationOptions.LongRunning)).ToList();

        handover.Complete(new ModelException("hung"));

        foreach (var reader in reading)
            Assert.Equal("hung", (await Assert.ThrowsAsync<ModelException>(() => reader.WaitAsync(TimeSpan.FromSeconds(60)))).Message);
    }

    [Fact]
    public void Wake_signal_set_before_a_wait_ends_that_wait_and_no_other()
    {
        var bell = new Doorbell();

        bell.Ring();

        Assert.True(bell.Wait(TimeSpan.Zero));
        Assert.False(bell.Wait(TimeSpan.Zero));
    }

    // As the stages do it: try, ask, wait.
    private static void Read(Handover handover, Action took)
    {
        while (true)
        {
            if (handover.TryRead(out _))
                took();
            else if (handover.IsOver)
                break;
            else
                handover.Bell.Wait();
        }

        handover.ThrowIfFaulted();
    }
}
