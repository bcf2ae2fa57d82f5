using System.Runtime.ExceptionServices;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Inference;

namespace StreamLift.Lifter.Gpu;

/// <summary>
/// Runs batches on a GPU through the GPU thread. A caller fills a slot's pinned memory, waits, and copies the output. There are two slots, so that one batch
/// is uploaded while the other computes.
/// </summary>
internal sealed class GpuRunner : IBatchRunner
{
    /// <summary>The number of batches that may be in flight.</summary>
    public const int Slots = 2;

    // A hung GPU must not block the model that serves next.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly GpuQueue _queue = new(Slots);
    private readonly GpuThread _thread;
    private readonly NetworkWidths _widths;
    private readonly Buckets _buckets;
    private readonly string _name;

    /// <summary>Opens the GPU and prepares it for all batch sizes.</summary>
    /// <param name="open">Opens the GPU. The GPU thread calls it.</param>
    /// <param name="widths">The row widths of the network.</param>
    /// <param name="buckets">The batch sizes to prepare.</param>
    /// <param name="name">The model and the device, for error messages.</param>
    /// <exception cref="Exception">Opening the GPU or preparing a bucket failed. The original exception is thrown.</exception>
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
    /// <exception cref="DeviceLostException">The GPU failed in this batch or in an earlier one.</exception>
    public void Run(ReadOnlySpan<float> input, int rows, Span<float> first, Span<float> second = default)
    {
        for (var done = 0; done < rows; done += _buckets.Largest)
        {
            var count = Math.Min(rows - done, _buckets.Largest);
            RunPart(
                input.Slice(done * _widths.Input, count * _widths.Input),
                count,
                Slice(first, 0, done, count),
                second.IsEmpty ? default : Slice(second, 1, done, count)
            );
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.Stop();
        _thread.Join(StopTimeout);
    }

    private Span<float> Slice(Span<float> whole, int output, int firstRow, int rows) =>
        whole.Slice(firstRow * _widths.Outputs[output], rows * _widths.Outputs[output]);

    private void RunPart(ReadOnlySpan<float> input, int rows, Span<float> first, Span<float> second)
    {
        var job = _queue.TakeFree() ?? throw StoppedException();
        input.CopyTo(_thread.Gpu.Input(job.Slot));
        (job.Rows, job.Outputs) = (rows, second.IsEmpty ? 1 : 2);
        if (!_queue.SubmitAndWait(job))
            throw StoppedException(); // The slot is not returned, because the GPU may still write to it.
        _thread.Gpu.Output(job.Slot, 0)[..first.Length].CopyTo(first);
        if (!second.IsEmpty)
            _thread.Gpu.Output(job.Slot, 1)[..second.Length].CopyTo(second);
        _queue.Return(job);
    }

    private Exception StoppedException() =>
        _queue.Failure is { } e
            ? new DeviceLostException(
                $"{_name}: the GPU failed: {e.Message}; what was in flight is read again at the next start (for details see nvidia-smi and the Xid "
                    + $"lines of the kernel log)",
                e
            )
            : new ObjectDisposedException(nameof(GpuRunner));
}
