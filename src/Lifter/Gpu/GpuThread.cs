using StreamLift.Lifter.Inference;

namespace StreamLift.Lifter.Gpu;

/// <summary>
/// The only thread that calls a GPU. It opens the GPU, prepares every bucket of every slot, runs batches and frees the GPU. Captured graphs forbid concurrent
/// runs and belong to the thread that captured them.
/// </summary>
internal sealed class GpuThread
{
    // A new model captures its graphs while the current model still serves. CUDA forbids some calls of other threads during a capture.
    // The lock is held for one call at a time, so that the current model continues to serve between two calls.
    private static readonly Lock CallLock = new();

    private readonly GpuQueue _queue;
    private readonly NetworkWidths _widths;
    private readonly Buckets _buckets;
    private readonly Thread _thread;
    private IGpu? _gpu;

    /// <summary>Starts the thread.</summary>
    /// <param name="open">Opens the GPU.</param>
    /// <param name="queue">The queue of submitted slots.</param>
    /// <param name="widths">The row widths of the network.</param>
    /// <param name="buckets">The batch sizes to prepare.</param>
    public GpuThread(Func<IGpu> open, GpuQueue queue, NetworkWidths widths, Buckets buckets)
    {
        (_queue, _widths, _buckets) = (queue, widths, buckets);
        _thread = new Thread(() => Run(open)) { IsBackground = true, Name = "gpu" };
        _thread.Start();
    }

    /// <summary>The GPU, for access to its host memory. It is set once the queue is open.</summary>
    public IGpu Gpu => _gpu!;

    /// <summary>Waits until the thread ends, but no longer than the limit.</summary>
    public void Join(TimeSpan limit) => _thread.Join(limit);

    private void Run(Func<IGpu> open)
    {
        var isServing = false;
        try
        {
            _gpu = open();
            Prepare();
            isServing = true;
            _queue.Open();
            Serve();
        }
        catch (Exception e)
        {
            _queue.Fail(e); // All present and later callers throw it.
            if (isServing)
                return; // Nothing is freed: a caller may still write to a slot's memory, and the process ends anyway.
        }

        try
        {
            _gpu?.Dispose();
        }
        catch (Exception e)
        {
            _queue.Fail(e); // After a driver error, freeing fails too. The queue reports only the first error.
        }
    }

    private void Prepare()
    {
        for (var bucket = _buckets.Count - 1; bucket >= 0; bucket--) // The largest bucket comes first, so that the others reuse its memory.
        for (var slot = 0; slot < GpuRunner.Slots; slot++)
        {
            _gpu!.Input(slot).Clear();
            Begin(slot, _buckets[bucket], _buckets[bucket], _widths.Outputs.Length);
            Finish(slot);
        }
    }

    private void Serve()
    {
        var inFlight = new Queue<GpuJob>(GpuRunner.Slots);
        while (_queue.WaitForNext(inFlight.Count > 0, out var job))
        {
            if (job is not null)
            {
                // A new batch is started before the thread waits for the batch in flight.
                Begin(job.Slot, job.Rows, _buckets[_buckets.IndexFor(job.Rows)], job.Outputs);
                inFlight.Enqueue(job);
                continue;
            }

            job = inFlight.Dequeue();
            Finish(job.Slot);
            _queue.Complete(job);
        }
    }

    private void Begin(int slot, int rows, int bucket, int outputs)
    {
        lock (CallLock)
            _gpu!.Begin(slot, rows, bucket, outputs);
    }

    private void Finish(int slot)
    {
        lock (CallLock)
            _gpu!.Finish(slot);
    }
}
