namespace StreamLift.Lifter.Gpu;

/// <summary>
/// Where the callers of a GPU and its thread meet: a slot is free, then a caller's, then filled and waiting for the thread, then done and its caller's again.
/// What goes wrong on the thread is told to everyone who waits or comes. Any thread.
/// </summary>
internal sealed class GpuQueue
{
    private readonly object _gate = new(); // all below are under it
    private readonly Stack<GpuJob> _free;
    private readonly Queue<GpuJob> _filled;
    private bool _isOpen;
    private bool _isEnding;
    private Exception? _failure;

    /// <param name="slots">How many there are.</param>
    public GpuQueue(int slots)
    {
        _free = new Stack<GpuJob>(slots);
        _filled = new Queue<GpuJob>(slots);
        for (var slot = slots - 1; slot >= 0; slot--)
            _free.Push(new GpuJob(slot));
    }

    /// <summary>What went wrong first; null: nothing.</summary>
    public Exception? Failure
    {
        get
        {
            lock (_gate)
                return _failure;
        }
    }

    /// <summary>Callers: waits until the thread serves, or has failed.</summary>
    public void WaitUntilOpen()
    {
        lock (_gate)
            while (!_isOpen && _failure is null)
                Monitor.Wait(_gate);
    }

    /// <summary>Callers: a slot of one's own; null: the thread has failed or ends.</summary>
    public GpuJob? Take()
    {
        lock (_gate)
        {
            GpuJob? job = null;
            while (_failure is null && !_isEnding && !_free.TryPop(out job))
                Monitor.Wait(_gate);
            return job;
        }
    }

    /// <summary>Callers: hands a filled slot in and waits for its output.</summary>
    /// <returns>Whether it is there; else the thread has failed.</returns>
    public bool Through(GpuJob job)
    {
        lock (_gate)
        {
            job.IsDone = false;
            _filled.Enqueue(job);
            Monitor.PulseAll(_gate);
            while (!job.IsDone && _failure is null)
                Monitor.Wait(_gate);
            return job.IsDone;
        }
    }

    /// <summary>Callers: gives a slot back.</summary>
    public void Return(GpuJob job)
    {
        lock (_gate)
        {
            _free.Push(job);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Callers: no more will come.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isEnding = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The thread: it serves.</summary>
    public void Open()
    {
        lock (_gate)
        {
            _isOpen = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The thread: the next slot that is filled, waited for where nothing is begun.</summary>
    /// <param name="hasBegun">Whether something else is to be done meanwhile.</param>
    /// <param name="job">Null: none is filled.</param>
    /// <returns>False: there is nothing more to do.</returns>
    public bool Next(bool hasBegun, out GpuJob? job)
    {
        lock (_gate)
        {
            while (!_filled.TryDequeue(out job) && !hasBegun)
            {
                if (_isEnding)
                    return false;
                Monitor.Wait(_gate);
            }

            return true;
        }
    }

    /// <summary>The thread: a slot's output is in host memory.</summary>
    public void Done(GpuJob job)
    {
        lock (_gate)
        {
            job.IsDone = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The thread: it can't go on.</summary>
    public void Fail(Exception e)
    {
        lock (_gate)
        {
            _failure ??= e;
            Monitor.PulseAll(_gate);
        }
    }
}
