using System.Threading.Channels;
using FsCheck;
using FsCheck.Fluent;
using StreamLift.Tests;

namespace StreamLift.Lanes.Tests;

public sealed class OrderedBatchQueueTests
{
    [Fact]
    public void Batches_are_taken_in_the_order_of_enqueueing_whichever_is_completed_first() =>
        Prop.ForAll(Gen.Shuffle(Enumerable.Range(0, 12).ToArray()).ToArbitrary(), completed =>
            {
                var batches = completed.Select(_ => new CountingBatch()).ToList();
                var queue = new OrderedBatchQueue(batches.Count);
                batches.ForEach(batch => queue.Enqueue(batch, toWorkers: true));
                var taken = new List<RecordBatch>();
                foreach (var index in completed)
                {
                    queue.Complete(batches[index], wake: true);
                    while (queue.TryTake(out var batch))
                        taken.Add(batch);
                    if (taken.Count != batches.TakeWhile(batch => completed.Take(completed.IndexOf(index) + 1).Contains(batches.IndexOf(batch))).Count())
                        return false;
                }

                return taken.SequenceEqual(batches);
            })
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Each_batch_goes_to_one_worker_and_the_end_reaches_every_worker(int workers)
    {
        const int Batches = 20_000;
        var queue = new OrderedBatchQueue(Batches);
        var processed = 0;
        var working = Enumerable.Range(0, workers).Select(_ => OnThread(Work)).ToList();
        var sending = OnThread(Send);

        for (var i = 0; i < Batches; i++)
        {
            queue.Enqueue(new CountingBatch(), toWorkers: true);
            if (i % 7 == 0)
                Thread.Yield(); // now and then the workers come to wait
        }

        queue.End();
        await Task.WhenAll(working).WaitAsync(TimeSpan.FromSeconds(60));
        await sending.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(Batches, processed);
        Assert.True(queue.IsDelivered);
        Assert.Throws<ChannelClosedException>(() => queue.Enqueue(new CountingBatch(), toWorkers: true));

        void Work()
        {
            while (queue.WaitForWork() is { } batch)
            {
                Interlocked.Increment(ref processed);
                queue.Complete(batch, wake: true);
            }
        }

        void Send()
        {
            while (!queue.IsCompleted)
            {
                if (queue.TryTake(out _))
                    queue.MarkDelivered();
                else
                    queue.Wait(Timeout.InfiniteTimeSpan);
            }
        }
    }

    [Fact]
    public async Task Fault_reaches_waiting_workers_and_the_sender_though_a_batch_is_unprocessed()
    {
        var queue = new OrderedBatchQueue(2);
        queue.Enqueue(new CountingBatch(), toWorkers: false);
        var working = Enumerable.Range(0, 2).Select(_ => OnThread(() => queue.WaitForWork())).ToList();

        queue.End(new InvalidOperationException("broken"));

        foreach (var worker in working)
            Assert.Equal("broken", (await Assert.ThrowsAsync<InvalidOperationException>(() => worker.WaitAsync(TimeSpan.FromSeconds(60)))).Message);
        Assert.True(queue.IsCompleted);
        Assert.Throws<InvalidOperationException>(queue.ThrowIfFaulted);
    }

    [Fact]
    public void Batch_processed_before_a_fault_is_still_taken()
    {
        var queue = new OrderedBatchQueue(2);
        var batch = new CountingBatch();
        queue.Enqueue(batch, toWorkers: false);
        queue.Complete(batch, wake: false);
        queue.End(new InvalidOperationException("broken"));
        Assert.False(queue.IsCompleted);
        Assert.True(queue.TryTake(out _));
        Assert.True(queue.IsCompleted);
    }

    [Fact]
    public void Next_burst_waits_for_the_batches_already_sent_and_not_for_later_ones()
    {
        var queue = new OrderedBatchQueue(4);
        Take(queue, 2);
        queue.MarkSent();
        Take(queue, 1);

        queue.MarkDelivered();
        Assert.False(queue.IsSentDelivered);

        queue.MarkDelivered();
        Assert.True(queue.IsSentDelivered);
        Assert.False(queue.IsDelivered);
    }

    [Fact]
    public void Queue_has_a_backlog_while_a_batch_waits_for_a_worker()
    {
        var queue = new OrderedBatchQueue(3);
        queue.Enqueue(new CountingBatch(), toWorkers: false);
        Assert.False(queue.HasBacklog);

        queue.Enqueue(new CountingBatch(), toWorkers: true);
        Assert.True(queue.HasBacklog);

        queue.WaitForWork();
        Assert.False(queue.HasBacklog);
    }

    [Fact]
    public void Wake_up_before_a_wait_ends_that_wait_and_no_other()
    {
        var queue = new OrderedBatchQueue(1);
        queue.WakeSender();
        queue.Wait(Timeout.InfiniteTimeSpan);
        var started = TimeProvider.System.GetTimestamp();
        queue.Wait(TimeSpan.FromMilliseconds(20));
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(10));
    }

    private static void Take(OrderedBatchQueue queue, int batches)
    {
        for (var i = 0; i < batches; i++)
        {
            var batch = new CountingBatch();
            queue.Enqueue(batch, toWorkers: false);
            queue.Complete(batch, wake: false);
            Assert.True(queue.TryTake(out _));
        }
    }

    private static Task OnThread(Action action) => Task.Factory.StartNew(action, TaskCreationOptions.LongRunning);
}
