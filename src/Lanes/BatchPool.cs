using System.Threading.Channels;

namespace StreamLift.Lanes;

/// <summary>
/// A lane's batches, a fixed number of them. The pool is the back-pressure: where the output is slow no batch is free, and the poll thread waits. No record is
/// dropped and no queue grows.
/// </summary>
public sealed class BatchPool
{
    // free batches: written by the thread that completes a delivery, read by the poll thread
    private readonly Channel<RecordBatch> _free;

    // a wait that timed out is continued by the next one; poll thread only
    private Task<bool>? _wait;

    /// <param name="batches">How many batches there are.</param>
    /// <param name="create">Makes an empty batch.</param>
    public BatchPool(int batches, Func<RecordBatch> create)
    {
        _free = Channel.CreateBounded<RecordBatch>(new BoundedChannelOptions(batches) { SingleReader = true });
        for (var i = 0; i < batches; i++)
            _free.Writer.TryWrite(create());
    }

    /// <summary>How many batches are free now.</summary>
    public int Free => _free.Reader.Count;

    /// <summary>Takes a free batch, waiting at most <paramref name="timeout"/>; null: none became free. Poll thread only.</summary>
    public RecordBatch? Take(TimeSpan timeout)
    {
        if (_free.Reader.TryRead(out var batch))
        {
            if (_wait is { IsCompleted: true })
                _wait = null;
            return batch;
        }

        // the poll thread is the lane's own: it has nothing else to do, and the wait is bounded
        _wait ??= _free.Reader.WaitToReadAsync().AsTask();
        if (!_wait.Wait(timeout))
            return null;
        _wait = null;
        return _free.Reader.TryRead(out batch) ? batch : null;
    }

    /// <summary>Clears a batch and gives it back.</summary>
    public void Return(RecordBatch batch)
    {
        batch.Clear();
        if (!_free.Writer.TryWrite(batch))
            throw new InvalidOperationException("a batch was returned twice");
    }
}
