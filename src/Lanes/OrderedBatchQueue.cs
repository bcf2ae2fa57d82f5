using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace StreamLift.Lanes;

/// <summary>
/// A lane's batches from the poll thread through the workers to the sender: enqueued in the order they were read, completed by any worker in any order, taken
/// by the sender in the order they were enqueued. Order within a partition rests on it. The queue also counts what the sender has taken and what is delivered,
/// so that everything a sleeping thread waits for changes under one lock: no wake-up can be lost. An enqueue never waits: the lane has no more batches than the
/// queue has places. Blocking waits are Monitor's: a channel's wait spins first and wakes by way of the thread pool, which at 1,000 frames/s cost a fifth of a
/// core.
/// </summary>
public sealed class OrderedBatchQueue
{
    private readonly Channel<RecordBatch> _work; // for the workers
    private readonly Channel<RecordBatch> _ordered; // for the sender: every batch, in the order of enqueueing
    private readonly object _lock = new();
    private readonly object _workers = new(); // what idle workers wait on
    private Exception? _fault;
    private bool _isWoken;
    private bool _isCompleted;
    private long _taken; // batches that the sender has taken
    private long _sent; // how many of those are with the Kafka client
    private long _delivered; // how many are delivered

    /// <param name="batches">The number of the lane's batches.</param>
    public OrderedBatchQueue(int batches)
    {
        _work = Channel.CreateBounded<RecordBatch>(batches);
        _ordered = Channel.CreateBounded<RecordBatch>(batches);
    }

    /// <summary>Whether nothing more comes: the last batch has been taken, or a fault has ended the lane. Any thread.</summary>
    public bool IsCompleted
    {
        get
        {
            lock (_lock)
                return !HasNext && (_fault is not null || (_isCompleted && _ordered.Reader.Count == 0));
        }
    }

    /// <summary>Whether every batch that was taken is delivered. Any thread.</summary>
    public bool IsDelivered
    {
        get
        {
            lock (_lock)
                return _delivered == _taken;
        }
    }

    /// <summary>Whether every batch that was sent is delivered, so that the next burst may be sent. Sender only.</summary>
    public bool IsSentDelivered
    {
        get
        {
            lock (_lock)
                return _delivered >= _sent;
        }
    }

    /// <summary>Whether a processed batch is next. Any thread.</summary>
    public bool HasProcessed
    {
        get
        {
            lock (_lock)
                return HasNext;
        }
    }

    /// <summary>Whether a batch waits for a worker: all are busy, and the sender is woken when the next one is done. Any thread.</summary>
    public bool HasBacklog => _work.Reader.Count > 0;

    /// <summary>Enqueues a batch. Poll thread only.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="toWorkers">False: the calling thread processes it itself and then calls <see cref="Complete"/>.</param>
    /// <exception cref="ChannelClosedException">The lane has ended, mostly on a fault.</exception>
    public void Enqueue(RecordBatch batch, bool toWorkers)
    {
        if (!_ordered.Writer.TryWrite(batch) || (toWorkers && !_work.Writer.TryWrite(batch)))
            throw new ChannelClosedException("the lane has ended");
        if (!toWorkers)
            return;
        lock (_workers)
            Monitor.Pulse(_workers);
    }

    /// <summary>The next batch to process; waits for it. Null: there are no more. Workers.</summary>
    /// <exception cref="Exception">The fault that has ended the lane.</exception>
    public RecordBatch? WaitForWork()
    {
        lock (_workers)
        {
            while (true)
            {
                if (Volatile.Read(ref _fault) is { } fault)
                    ExceptionDispatchInfo.Throw(fault);
                if (_work.Reader.TryRead(out var batch))
                    return batch;
                if (_work.Reader.Completion.IsCompleted)
                    return null;
                Monitor.Wait(_workers);
            }
        }
    }

    /// <summary>A batch is processed: the sender gets it as soon as all before it are. Any thread.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="wake">Whether the sender is to be woken.</param>
    public void Complete(RecordBatch batch, bool wake)
    {
        lock (_lock)
        {
            batch.IsProcessed = true;
            if (wake)
                Wake();
        }
    }

    /// <summary>Takes the next batch; false: the next one is not processed yet, or there is none. Whoever sends, one thread at a time.</summary>
    public bool TryTake([NotNullWhen(true)] out RecordBatch? batch)
    {
        lock (_lock)
        {
            if (!HasNext)
            {
                batch = null;
                return false;
            }

            _taken++;
            return _ordered.Reader.TryRead(out batch);
        }
    }

    /// <summary>Everything that was taken is with the Kafka client. Whoever sends.</summary>
    public void MarkSent()
    {
        lock (_lock)
            _sent = _taken;
    }

    /// <summary>A batch is delivered. Any thread.</summary>
    /// <param name="wake">Whether the sender is woken in any case, or only where there is something for it to do: each wake-up costs it a turn.</param>
    public void MarkDelivered(bool wake = false)
    {
        lock (_lock)
        {
            _delivered++;
            if (wake || _taken > _sent || HasNext || _isCompleted || _fault is not null)
                Wake();
        }
    }

    /// <summary>Waits until something has changed for the sender, or the time is up. Sender only.</summary>
    public void Wait(TimeSpan timeout)
    {
        lock (_lock)
        {
            if (!_isWoken)
                Monitor.Wait(_lock, WholeMilliseconds(timeout));
            _isWoken = false;
        }
    }

    /// <summary>Ends one wait of the sender, the present or the next. Any thread.</summary>
    public void WakeSender()
    {
        lock (_lock)
            Wake();
    }

    /// <summary>No more batches will be enqueued; with a fault, those in the queue are not waited for either. Any thread.</summary>
    public void End(Exception? fault = null)
    {
        lock (_lock)
        {
            _fault ??= fault;
            _isCompleted = true;
            _ordered.Writer.TryComplete();
            _work.Writer.TryComplete();
            Wake();
        }

        lock (_workers)
            Monitor.PulseAll(_workers);
    }

    /// <summary>Throws the fault that has ended the lane, if there is one.</summary>
    public void ThrowIfFaulted()
    {
        if (Volatile.Read(ref _fault) is { } fault)
            ExceptionDispatchInfo.Throw(fault);
    }

    private bool HasNext => _ordered.Reader.TryPeek(out var next) && next.IsProcessed;

    private void Wake()
    {
        _isWoken = true;
        Monitor.Pulse(_lock);
    }

    // Monitor rounds down: a fraction of a millisecond would be no wait at all, asked for again and again. Infinite is -1.
    private static int WholeMilliseconds(TimeSpan timeout) => (int)Math.Ceiling(timeout.TotalMilliseconds);
}
