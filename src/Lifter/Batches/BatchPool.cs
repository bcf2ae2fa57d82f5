using System.Threading.Channels;

namespace StreamLift.Lifter.Batches;

/// <summary>
/// A lane's batches, a fixed number of them. The pool is the back-pressure: where the sink is slow no batch is free, and the
/// poll thread waits. No record is dropped and nothing grows.
/// </summary>
public sealed class BatchPool
{
    // free batches: written by whoever completes a delivery, read by the lane's poll thread
    private readonly Channel<LiftBatch> _free;

    // the wait that ran out last time goes on the next time; poll thread only
    private Task<bool>? _wait;

    /// <param name="batches">How many there are.</param>
    /// <param name="rows">Rows in each.</param>
    /// <param name="inputWidth">Numbers in an input row.</param>
    /// <param name="sigma">Whether sigmas are lifted too.</param>
    public BatchPool(int batches, int rows, int inputWidth, bool sigma = false)
    {
        _free = Channel.CreateBounded<LiftBatch>(new BoundedChannelOptions(batches) { SingleReader = true });
        Size = batches;
        for (var i = 0; i < batches; i++)
            _free.Writer.TryWrite(new LiftBatch(rows, inputWidth, sigma));
    }

    /// <summary>How many batches the lane owns.</summary>
    public int Size { get; }

    /// <summary>How many are free now.</summary>
    public int Free => _free.Reader.Count;

    /// <summary>Takes a free batch, waiting at most <paramref name="patience"/>; null where none came free. For the lane's poll thread only.</summary>
    public LiftBatch? Take(TimeSpan patience)
    {
        if (_free.Reader.TryRead(out var batch))
        {
            if (_wait is { IsCompleted: true })
                _wait = null;
            return batch;
        }

        // the poll thread is the lane's own thread, made to block: it has nothing else to do, and the wait is bounded
        _wait ??= _free.Reader.WaitToReadAsync().AsTask();
        if (!_wait.Wait(patience))
            return null;
        _wait = null;
        return _free.Reader.TryRead(out batch) ? batch : null;
    }

    /// <summary>Gives a batch back, emptied.</summary>
    public void Return(LiftBatch batch)
    {
        batch.Clear();
        if (!_free.Writer.TryWrite(batch))
            throw new InvalidOperationException("a batch was given back twice");
    }
}
