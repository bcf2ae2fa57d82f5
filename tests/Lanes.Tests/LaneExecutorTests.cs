using System.Threading.Channels;
using StreamLift.Tests;
using StreamLift.Wire;

namespace StreamLift.Lanes.Tests;

public sealed class LaneExecutorTests
{
    private const int Large = LaneExecutor.MinRowsForExtraThread;

    private readonly ProcessingStage _stage = new();
    private readonly OrderedBatchQueue _queue = new(6);
    private int _sentInline;

    [Fact]
    public async Task Second_worker_takes_only_large_batches_and_there_is_no_third()
    {
        var executor = Executor(threads: 2);
        (bool One, bool Worth) IsIdle() => (executor.IsIdleFor(1), executor.IsIdleFor(Large));

        Assert.Equal((true, true), IsIdle());
        executor.Submit(Batch(Large));
        Assert.Equal((false, true), IsIdle());
        executor.Submit(Batch(Large));
        Assert.Equal((false, false), IsIdle());

        executor.Complete();
        await executor.RunAsync();
        Assert.Equal((true, true), IsIdle());
    }

    [Fact]
    public async Task Small_batch_is_processed_and_sent_on_the_calling_thread_while_no_worker_is_busy()
    {
        var executor = Executor(threads: 1);

        var small = Batch(Large - 1);
        executor.Submit(small);
        Assert.Equal((1, Environment.CurrentManagedThreadId), (_sentInline, _stage.Threads.Single()));
        Assert.True(_queue.TryTake(out var taken));
        Assert.Same(small, taken);

        executor.Submit(Batch(Large));
        executor.Submit(Batch(1)); // behind the one in progress
        Assert.False(_queue.HasProcessed);
        executor.Complete();
        await executor.RunAsync();
        Assert.True(_queue.HasProcessed);
        Assert.Equal(1, _sentInline);
    }

    [Fact]
    public void Batch_of_any_size_is_left_to_the_worker_where_the_stage_waits_for_a_device()
    {
        _stage.RunsInline = false;
        var executor = Executor(threads: 1);
        executor.Submit(Batch(1));
        Assert.False(executor.IsIdleFor(1));
        Assert.Empty(_stage.Threads);
    }

    [Fact]
    public async Task Failure_on_the_calling_thread_ends_the_lane()
    {
        _stage.Fails = true;
        var executor = Executor(threads: 2);
        executor.Submit(Batch(1));
        Assert.Throws<ChannelClosedException>(() => executor.Submit(Batch(1)));
        await Assert.ThrowsAsync<InvalidOperationException>(executor.RunAsync);
        Assert.True(_queue.IsCompleted);
        Assert.Throws<InvalidOperationException>(_queue.ThrowIfFaulted);
        Assert.Equal(0, _sentInline);
    }

    [Fact]
    public async Task Failure_on_a_worker_ends_the_lane()
    {
        _stage.Fails = true;
        var executor = Executor(threads: 2);
        executor.Submit(Batch(Large));
        await Assert.ThrowsAsync<InvalidOperationException>(executor.RunAsync);
        Assert.Throws<ChannelClosedException>(() => executor.Submit(Batch(1)));
        Assert.All(executor.BatchesInProgress, number => Assert.Equal(0, number())); // it has failed, and does not hang
    }

    [Fact]
    public async Task Stage_that_needs_its_batches_in_order_gets_one_worker()
    {
        _stage.MaxParallelism = 1;
        var executor = Executor(threads: 4);
        for (var i = 0; i < 5; i++)
            executor.Submit(Batch(Large));
        executor.Complete();
        await executor.RunAsync();
        Assert.Single(_stage.Threads.Distinct());
        Assert.Equal(2, executor.BatchesInProgress.Count()); // the worker's and the poll thread's
    }

    [Fact]
    public async Task Batch_in_progress_has_a_number_until_it_is_processed()
    {
        var executor = Executor(threads: 1);
        var seen = new List<long>();
        _stage.OnProcess = () => seen.AddRange(executor.BatchesInProgress.Select(number => number()));
        executor.Submit(Batch(Large));
        executor.Submit(Batch(Large));
        executor.Complete();
        await executor.RunAsync();
        Assert.Equal([1L, 0, 2, 0], seen);
        Assert.All(executor.BatchesInProgress, number => Assert.Equal(0, number()));
    }

    private LaneExecutor Executor(int threads)
    {
        var executor = new LaneExecutor(_stage, _queue, threads);
        executor.Connect(() => _sentInline++);
        return executor;
    }

    private static CountingBatch Batch(int rows) => new() { RowsOverride = rows };

    private sealed class ProcessingStage : IStage
    {
        public List<int> Threads { get; } = [];

        public bool Fails { get; set; }

        public Action? OnProcess { get; set; }

        public int MaxParallelism { get; set; } = int.MaxValue;

        public bool RunsInline { get; set; } = true;

        public IRecordDecoder Decoder => throw new NotSupportedException();

        public RecordBatch CreateBatch() => new CountingBatch();

        public void Process(RecordBatch batch)
        {
            lock (Threads)
                Threads.Add(Environment.CurrentManagedThreadId);
            OnProcess?.Invoke();
            if (Fails)
                throw new InvalidOperationException("the stage fails");
        }

        public IRecordEncoder CreateEncoder() => throw new NotSupportedException();

        public void OnAssigned(AssignedPartition partition) { }

        public void OnRevoked(AssignedPartition partition) { }
    }
}
