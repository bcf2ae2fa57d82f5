using System.Runtime.ExceptionServices;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Inference;

namespace StreamLift.Lifter.Gpu;

/// <summary>
/// Runs batches on a GPU, behind its thread. Callers fill a slot's pinned memory, wait, and copy the output out of it; there are two slots, so that one
/// batch is uploaded while the other computes.
/// </summary>
internal sealed class GpuRunner : IBatchRunner
{
    /// <summary>Batches in flight.</summary>
    public const int Slots = 2;

    // a GPU that hangs must not hold up what serves beside it
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);

    private readonly GpuQueue _queue = new(Slots);
    private readonly GpuThread _thread;
    private readonly NetworkWidths _widths;
    private readonly Buckets _buckets;
    private readonly string _name;

    /// <param name="open">Makes the GPU, on the thread that will use it.</param>
    /// <param name="widths">The network's.</param>
    /// <param name="buckets">Batch sizes to prepare.</param>
    /// <param name="name">The model and the device, for errors.</param>
    /// <exception cref="Exception">What opening it or preparing a bucket threw.</exception>
    public GpuRunner(Func<IGpu> open, NetworkWidths widths, Buckets buckets, string name)
    {
        (_widths, _buckets, _name) = (widths, buckets, name);
        _thread = new GpuThread(open, _queue, widths, buckets);
        _queue.WaitUntilOpen();
        if (_queue.Failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
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
            Piece(
                input.Slice(done * _widths.Input, piece * _widths.Input),
                piece,
                Part(first, 0, done, piece),
                second.IsEmpty ? default : Part(second, 1, done, piece)
            );
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.End();
        _thread.Join(EndLimit);
    }

    private Span<float> Part(Span<float> whole, int output, int from, int rows) => whole.Slice(from * _widths.Outputs[output], rows * _widths.Outputs[output]);

    private void Piece(ReadOnlySpan<float> input, int rows, Span<float> first, Span<float> second)
    {
        var job = _queue.Take() ?? throw Ended();
        input.CopyTo(_thread.Gpu.Input(job.Slot));
        (job.Rows, job.Outputs) = (rows, second.IsEmpty ? 1 : 2);
        if (!_queue.Through(job))
            throw Ended(); // the slot isn't given back: the GPU may still write to it
        _thread.Gpu.Output(job.Slot, 0)[..first.Length].CopyTo(first);
        if (!second.IsEmpty)
            _thread.Gpu.Output(job.Slot, 1)[..second.Length].CopyTo(second);
        _queue.Return(job);
    }

    private Exception Ended() =>
        _queue.Failure is { } e
            ? new DeviceLostException(
                $"{_name}: the GPU failed: {e.Message}; what was in flight is read again at the next start (nvidia-smi and the kernel's log, where "
                    + $"Xid stands, say more)",
                e
            )
            : new ObjectDisposedException(nameof(GpuRunner));
}
