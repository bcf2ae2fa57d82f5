using StreamLift.Lifter.Inference;

namespace StreamLift.Lifter.Gpu;

/// <summary>
/// The one thread that talks to a GPU: opens it, prepares every bucket of every slot, serves, and lets go of it. Captured graphs forbid concurrent runs, and
/// belong to the thread that captured them.
/// </summary>
internal sealed class GpuThread
{
    // A model that is loaded beside the one that serves captures its graphs meanwhile, and CUDA forbids other threads some calls during a capture.
    // Held for one call at a time, so that the other model serves on between them.
    private static readonly Lock Turn = new();

    private readonly GpuQueue _queue;
    private readonly NetworkWidths _widths;
    private readonly Buckets _buckets;
    private readonly Thread _thread;
    private IGpu? _gpu;

    /// <param name="open">Makes the GPU.</param>
    /// <param name="queue">What it serves.</param>
    /// <param name="widths">The network's.</param>
    /// <param name="buckets">Batch sizes to prepare.</param>
    public GpuThread(Func<IGpu> open, GpuQueue queue, NetworkWidths widths, Buckets buckets)
    {
        (_queue, _widths, _buckets) = (queue, widths, buckets);
        _thread = new Thread(() => Work(open)) { IsBackground = true, Name = "gpu" };
        _thread.Start();
    }

    /// <summary>The GPU, for its host memory. After the queue is open.</summary>
    public IGpu Gpu => _gpu!;

    /// <summary>Waits until it has ended, but not for ever.</summary>
    public void Join(TimeSpan limit) => _thread.Join(limit);

    private void Work(Func<IGpu> open)
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
            _queue.Fail(e); // whoever waits throws it, and whoever comes
            if (isServing)
                return; // nothing is freed: a caller may be writing to a slot's memory, and the process ends
        }

        try
        {
            _gpu?.Dispose();
        }
        catch (Exception e)
        {
            _queue.Fail(e); // after an error of the driver freeing fails as well: the first is the one that is told
        }
    }

    private void Prepare()
    {
        for (var bucket = _buckets.Count - 1; bucket >= 0; bucket--) // the largest first: the others then fit in its memory
        for (var slot = 0; slot < GpuRunner.Slots; slot++)
        {
            _gpu!.Input(slot).Clear();
            Begin(slot, _buckets[bucket], _buckets[bucket], _widths.Outputs.Length);
            Finish(slot);
        }
    }

    private void Serve()
    {
        var begun = new Queue<GpuJob>(GpuRunner.Slots);
        while (_queue.Next(begun.Count > 0, out var job))
        {
            if (job is not null)
            {
                // what has come is begun before what was begun is waited for
                Begin(job.Slot, job.Rows, _buckets[_buckets.For(job.Rows)], job.Outputs);
                begun.Enqueue(job);
                continue;
            }

            job = begun.Dequeue();
            Finish(job.Slot);
            _queue.Done(job);
        }
    }

    private void Begin(int slot, int rows, int bucket, int outputs)
    {
        lock (Turn)
            _gpu!.Begin(slot, rows, bucket, outputs);
    }

    private void Finish(int slot)
    {
        lock (Turn)
            _gpu!.Finish(slot);
    }
}
