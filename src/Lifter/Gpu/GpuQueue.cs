namespace StreamLift.Lifter.Gpu;

/// <summary>
/// The queue between the callers of a GPU and the GPU thread. A slot is first free. A caller takes it, fills it and submits it to the GPU thread. When the
/// output is in host memory, the caller reads it and returns the slot. An error of the GPU thread ends all present and later calls. The queue is thread-safe.
/// </summary>
internal sealed class GpuQueue
{
    private readonly object _lock = new(); // guards all fields below
    private readonly Stack<GpuJob> _free;
    private readonly Queue<GpuJob> _filled;
    private bool _isOpen;
    private bool _isStopping;
    private Exception? _failure;

    /// <summary>Creates the queue with all slots free.</summary>
    /// <param name="slots">The number of slots.</param>
    public GpuQueue(int slots)
    {
        _free = new Stack<GpuJob>(slots);
        _filled = new Queue<GpuJob>(slots);
        for (var slot = slots - 1; slot >= 0; slot--)
            _free.Push(new GpuJob(slot));
    }

    /// <summary>The first error of the GPU thread, or null.</summary>
    public Exception? Failure
    {
        get
        {
            lock (_lock)
                return _failure;
        }
    }

    /// <summary>For callers: waits until the GPU thread is ready or has failed.</summary>
    public void WaitUntilOpen()
    {
        lock (_lock)
            while (!_isOpen && _failure is null)
                Monitor.Wait(_lock);
    }

    /// <summary>For callers: waits for a free slot and takes it. Returns null if the GPU thread failed or is stopping.</summary>
    public GpuJob? TakeFree()
    {
        lock (_lock)
        {
            GpuJob? job = null;
            while (_failure is null && !_isStopping && !_free.TryPop(out job))
                Monitor.Wait(_lock);
            return job;
        }
    }

    /// <summary>For callers: submits a filled slot and waits for its output.</summary>
    /// <returns>True if the output is in host memory. False if the GPU thread failed.</returns>
    public bool SubmitAndWait(GpuJob job)
    {
        lock (_lock)
        {
            job.IsDone = false;
            _filled.Enqueue(job);
            Monitor.PulseAll(_lock);
            while (!job.IsDone && _failure is null)
                Monitor.Wait(_lock);
            return job.IsDone;
        }
    }

    /// <summary>For callers: returns a slot.</summary>
    public void Return(GpuJob job)
    {
        lock (_lock)
        {
            _free.Push(job);
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>For callers: stops the queue. No more slots will be submitted.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _isStopping = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>For the GPU thread: reports that it is ready.</summary>
    public void Open()
    {
        lock (_lock)
        {
            _isOpen = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>For the GPU thread: takes the next filled slot. It waits for one only if no batch is in flight.</summary>
    /// <param name="hasBatchInFlight">Whether the GPU thread has a batch in flight that it could finish instead of waiting.</param>
    /// <param name="job">The filled slot, or null if none is filled.</param>
    /// <returns>False if the queue is stopped and empty, so the GPU thread must end.</returns>
    public bool WaitForNext(bool hasBatchInFlight, out GpuJob? job)
    {
        lock (_lock)
        {
            while (!_filled.TryDequeue(out job) && !hasBatchInFlight)
            {
                if (_isStopping)
                    return false;
                Monitor.Wait(_lock);
            }

            return true;
        }
    }

    /// <summary>For the GPU thread: reports that a slot's output is in host memory.</summary>
    public void Complete(GpuJob job)
    {
        lock (_lock)
        {
            job.IsDone = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>For the GPU thread: reports an error that it cannot continue after.</summary>
    public void Fail(Exception e)
    {
        lock (_lock)
        {
            _failure ??= e;
            Monitor.PulseAll(_lock);
        }
    }
}
