namespace StreamLift.Lanes;

/// <summary>
/// Runs the stage's <see cref="IStage.Process"/> for a lane, and is the one place that decides on which thread. A worker takes a whole batch: two threads in
/// one batch wait for each other whenever the Kafka client needs a core. A small batch that comes while nothing is in progress is processed and sent by the
/// poll thread itself: waking another thread takes time and a core that is in use.
/// </summary>
public sealed class LaneExecutor
{
    /// <summary>
    /// How many rows another worker is worth while one is busy. Fewer are done sooner with the busy worker's next batch: each thread reads all of the network's
    /// weights, on cores that the Kafka client and the broker want.
    /// </summary>
    public const int MinRowsForExtraThread = 32;

    private readonly IStage _stage;
    private readonly OrderedBatchQueue _queue;
    private readonly Worker[] _workers;
    private readonly Worker _inline = new(); // the poll thread's
    private Action _sendInline = () => { };
    private int _inProgress; // batches submitted to the workers and not processed yet: raised by the poll thread, lowered by workers

    /// <param name="stage">The lane's stage.</param>
    /// <param name="queue">The lane's queue.</param>
    /// <param name="threads">How many workers there are.</param>
    public LaneExecutor(IStage stage, OrderedBatchQueue queue, int threads)
    {
        (_stage, _queue) = (stage, queue);
        _workers = [.. Enumerable.Range(0, Math.Min(threads, stage.MaxParallelism)).Select(_ => new Worker())];
    }

    /// <summary>Joins the executor to the writing side, before the first batch.</summary>
    /// <param name="sendInline">Sends what is processed, on the calling thread, where nothing is in flight. It never waits.</param>
    public void Connect(Action sendInline) => _sendInline = sendInline;

    /// <summary>The number of the batch that each thread has in <see cref="IStage.Process"/>; 0: none. For the watchdog; any thread.</summary>
    public IEnumerable<Func<long>> BatchesInProgress => _workers.Append(_inline).Select<Worker, Func<long>>(worker => () => worker.Current);

    /// <summary>
    /// Whether a batch of so many rows would be processed at once: nothing is in progress, or a worker is idle and the batch is worth one. Poll thread only.
    /// </summary>
    public bool IsIdleFor(int rows)
    {
        var inProgress = Volatile.Read(ref _inProgress);
        return inProgress == 0 || (inProgress < _workers.Length && rows >= MinRowsForExtraThread);
    }

    /// <summary>Hands a batch to the workers, or processes and sends it on the calling thread. Poll thread only.</summary>
    /// <exception cref="System.Threading.Channels.ChannelClosedException">The lane has ended, mostly on a fault.</exception>
    public void Submit(RecordBatch batch)
    {
        if (RunsInline(batch))
        {
            _queue.Enqueue(batch, toWorkers: false);
            if (!TryProcess(_inline, batch))
                return;
            _queue.Complete(batch, wake: false);
            _sendInline();
        }
        else
        {
            Interlocked.Increment(ref _inProgress);
            _queue.Enqueue(batch, toWorkers: true);
        }
    }

    /// <summary>No more batches will be submitted.</summary>
    public void Complete() => _queue.End();

    /// <summary>Runs the workers until the last batch is processed, or a fault ends the lane.</summary>
    public Task RunAsync() =>
        // threads of their own: processing holds one for milliseconds, and the pool has other work
        Task.WhenAll(
            _workers.Select(worker => Task.Factory.StartNew(() => Work(worker), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))
        );

    private bool RunsInline(RecordBatch batch) =>
        _stage.RunsInline && batch.Rows < MinRowsForExtraThread && batch.Entries < MinRowsForExtraThread && Volatile.Read(ref _inProgress) == 0;

    private void Work(Worker worker)
    {
        Thread.CurrentThread.Name = "lift"; // shown by tools that list the process's threads
        while (_queue.WaitForWork() is { } batch)
        {
            if (!TryProcess(worker, batch))
                break;
            _queue.Complete(batch, wake: true);
            Interlocked.Decrement(ref _inProgress); // only now: with none in progress, everything read before is complete
        }

        _queue.ThrowIfFaulted();
    }

    // A fault ends the lane, whichever thread it happens on: the workers throw it.
    private bool TryProcess(Worker worker, RecordBatch batch)
    {
        try
        {
            worker.Enter();
            batch.Mark(BatchStep.Begun);
            try
            {
                _stage.Process(batch);
            }
            finally
            {
                worker.Leave(); // a thread that has failed does not hang
            }

            batch.Mark(BatchStep.Processed);
            FailPoint.Hit(FailPointStep.Inference);
            return true;
        }
        catch (Exception e)
        {
            _queue.End(e);
            return false;
        }
    }

    private sealed class Worker
    {
        private long _count;
        private long _current;

        public long Current => Volatile.Read(ref _current);

        public void Enter() => Volatile.Write(ref _current, ++_count);

        public void Leave() => Volatile.Write(ref _current, 0);
    }
}
