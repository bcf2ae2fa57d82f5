namespace StreamLift.Lifter.Gpu;

/// <summary>
/// Runs batches on a GPU. One thread of its own prepares every bucket of every slot and then talks to the GPU alone: captured graphs forbid concurrent runs and
/// belong to the thread that captured them. Callers fill a slot's pinned memory, wait, and copy the output out of it; there are two slots, so that one
/// batch is uploaded while the other computes.
/// </summary>
internal sealed class GpuRunner : IBatchRunner
{
    /// <summary>Batches in flight.</summary>
    public const int Slots = 2;

    // A model that is loaded beside the one that serves captures its graphs meanwhile, and CUDA forbids other threads some calls during a capture.
    // Held for one call at a time, so that the other model serves on between them.
    private static readonly Lock Turn = new();
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);

    private readonly NetworkWidths _widths;
    private readonly Buckets _buckets;
    private readonly string _name;
    private readonly Thread _thread;

    // Everything from here to the end of the fields: under _gate.
    private readonly object _gate = new();
    private readonly Stack<GpuJob> _free = new(Slots);
    private readonly Queue<GpuJob> _filled = new(Slots);
    private IGpu? _gpu;
    private Exception? _failure;
    private bool _isEnding;

    /// <param name="open">Makes the GPU, on the thread that will use it.</param>
    /// <param name="widths">The network's.</param>
    /// <param name="buckets">Batch sizes to prepare.</param>
    /// <param name="name">The device and the model, for errors.</param>
    /// <exception cref="Exception">What opening it or preparing a bucket threw.</exception>
    public GpuRunner(Func<IGpu> open, NetworkWidths widths, Buckets buckets, string name)
    {
        (_widths, _buckets, _name) = (widths, buckets, name);
        for (var slot = Slots - 1; slot >= 0; slot--)
            _free.Push(new GpuJob(slot));
        _thread = new Thread(() => Work(open)) { IsBackground = true, Name = "gpu" };
        _thread.Start();
        lock (_gate)
        {
            while (_gpu is null && _failure is null)
                Monitor.Wait(_gate);
            if (_failure is not null)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure);
        }
    }

    /// <inheritdoc/>
    public int Parallel => Slots;

    /// <inheritdoc/>
    /// <exception cref="DeviceLostException">The GPU failed: now, or in an earlier batch.</exception>
    public void Run(ReadOnlySpan<float> input, int rows, Span<float> first, Span<float> second = default)
    {
        for (var done = 0; done < rows; done += _buckets.Largest)
        {
            var piece = Math.Min(rows - done, _buckets.Largest);
            Piece(input.Slice(done * _widths.Input, piece * _widths.Input), piece, Part(first, 0, done, piece), second.IsEmpty ? default : Part(second, 1, done, piece));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isEnding = true;
            Monitor.PulseAll(_gate);
        }

        // not for ever: a GPU that hangs must not hold up what serves beside it
        _thread.Join(EndLimit);
    }

    private Span<float> Part(Span<float> whole, int output, int from, int rows) => whole.Slice(from * _widths.Outputs[output], rows * _widths.Outputs[output]);

    private void Piece(ReadOnlySpan<float> input, int rows, Span<float> first, Span<float> second)
    {
        var (job, gpu) = Take();
        input.CopyTo(gpu.Input(job.Slot));
        (job.Rows, job.Outputs) = (rows, second.IsEmpty ? 1 : 2);
        lock (_gate)
        {
            job.IsDone = false;
            _filled.Enqueue(job);
            Monitor.PulseAll(_gate);
            while (!job.IsDone)
            {
                ThrowIfLost();
                Monitor.Wait(_gate);
            }
        }

        gpu.Output(job.Slot, 0)[..first.Length].CopyTo(first);
        if (!second.IsEmpty)
            gpu.Output(job.Slot, 1)[..second.Length].CopyTo(second);
        lock (_gate)
        {
            _free.Push(job);
            Monitor.PulseAll(_gate);
        }
    }

    private (GpuJob Job, IGpu Gpu) Take()
    {
        lock (_gate)
        {
            while (true)
            {
                ThrowIfLost();
                ObjectDisposedException.ThrowIf(_isEnding, this);
                if (_free.TryPop(out var job))
                    return (job, _gpu!);
                Monitor.Wait(_gate);
            }
        }
    }

    private void ThrowIfLost()
    {
        if (_failure is { } e)
            throw new DeviceLostException($"{_name}: the GPU failed: {e.Message}; what was in flight is read again at the next start (nvidia-smi and the kernel's log, where Xid stands, say more)", e);
    }

    private void Work(Func<IGpu> open)
    {
        IGpu? gpu = null;
        try
        {
            gpu = open();
            Prepare(gpu);
            lock (_gate)
            {
                _gpu = gpu;
                Monitor.PulseAll(_gate);
            }

            Serve(gpu);
        }
        catch (Exception e)
        {
            Fail(e); // told to whoever waits, and to all who come
        }

        try
        {
            gpu?.Dispose();
        }
        catch (Exception e)
        {
            Fail(e); // after an error of the driver freeing fails too, and nobody is left to be told but by the first
        }
    }

    private void Fail(Exception e)
    {
        lock (_gate)
        {
            _failure ??= e;
            Monitor.PulseAll(_gate);
        }
    }

    private void Prepare(IGpu gpu)
    {
        for (var bucket = _buckets.Count - 1; bucket >= 0; bucket--) // the largest first: smaller ones then fit in its memory
            for (var slot = 0; slot < Slots; slot++)
            {
                gpu.Input(slot).Clear();
                Begin(gpu, slot, _buckets[bucket], _buckets[bucket], _widths.Outputs.Length);
                Finish(gpu, slot);
            }
    }

    private void Serve(IGpu gpu)
    {
        var begun = new Queue<GpuJob>(Slots);
        while (Next(begun.Count > 0, out var job))
        {
            if (job is not null)
            {
                // what has come is begun before what was begun is waited for
                Begin(gpu, job.Slot, job.Rows, _buckets[_buckets.For(job.Rows)], job.Outputs);
                begun.Enqueue(job);
                continue;
            }

            job = begun.Dequeue();
            Finish(gpu, job.Slot);
            lock (_gate)
            {
                job.IsDone = true;
                Monitor.PulseAll(_gate);
            }
        }
    }

    // False: there is nothing more to do. True without a job: none is waiting, and one is begun.
    private bool Next(bool hasBegun, out GpuJob? job)
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

    private static void Begin(IGpu gpu, int slot, int rows, int bucket, int outputs)
    {
        lock (Turn)
            gpu.Begin(slot, rows, bucket, outputs);
    }

    private static void Finish(IGpu gpu, int slot)
    {
        lock (Turn)
            gpu.Finish(slot);
    }
}
