using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace StreamLift.Lifter.Batches;

/// <summary>
/// From one stage to the next: a bounded channel, and the bell of the thread or threads that read it. A write never waits, since there are no more batches
/// than places: the pool is the back-pressure.
/// </summary>
public sealed class Handover
{
    private readonly Channel<LiftBatch> _channel;
    private readonly int _readers;

    /// <param name="batches">The lane's batches.</param>
    /// <param name="readers">Threads that read.</param>
    public Handover(int batches, int readers) => (_channel, _readers) = (Channel.CreateBounded<LiftBatch>(new BoundedChannelOptions(batches)), readers);

    /// <summary>Rings for each batch; whoever else has news for the reading thread may ring it too.</summary>
    public Doorbell Bell { get; } = new();

    /// <summary>
    /// Whether the last batch has been read. A reader tries to read, then asks this, then waits: in this order the end's one ring for each reader is enough.
    /// </summary>
    public bool IsOver => _channel.Reader.Completion.IsCompleted;

    /// <summary>Whether a batch waits to be read. Any thread.</summary>
    public bool IsWaiting => _channel.Reader.Count > 0;

    /// <summary>Hands a batch on; false: the reading stage has ended.</summary>
    public bool TryWrite(LiftBatch batch)
    {
        if (!TryPut(batch))
            return false;
        Bell.Ring();
        return true;
    }

    /// <summary>The same without ringing: whoever reads it is awake, or about to be rung for.</summary>
    public bool TryPut(LiftBatch batch) => _channel.Writer.TryWrite(batch);

    /// <summary>Takes the next batch; false: there is none just now.</summary>
    public bool TryRead([NotNullWhen(true)] out LiftBatch? batch) => _channel.Reader.TryRead(out batch);

    /// <summary>No more batches; with <paramref name="fault"/>, because of it.</summary>
    public void Complete(Exception? fault = null)
    {
        _channel.Writer.TryComplete(fault);
        Bell.Ring(_readers);
    }

    /// <summary>Where it is over because of a fault: that fault.</summary>
    public void ThrowIfFaulted()
    {
        if (_channel.Reader.Completion.Exception is { } faults)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(faults.InnerException!);
    }
}
