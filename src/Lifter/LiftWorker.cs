using System.Threading.Channels;

namespace StreamLift.Lifter;

/// <summary>The middle stage of a lane: takes batches as they come, fills their output rows, hands them on.</summary>
public sealed class LiftWorker(ServedModel models, LifterTelemetry telemetry, TimeProvider clock, int batches)
{
    // From the poll thread to this worker. Bounded by the lane's batches, so a write never waits: the pool is the back-pressure.
    private readonly Channel<LiftBatch> _arrived = Channel.CreateBounded<LiftBatch>(
        new BoundedChannelOptions(batches) { SingleReader = true, SingleWriter = true });

    // From this worker to the sink, likewise.
    private readonly Channel<LiftBatch> _lifted = Channel.CreateBounded<LiftBatch>(
        new BoundedChannelOptions(batches) { SingleReader = true, SingleWriter = true });

    private long _count;
    private long _inNetwork; // written by the worker
    private int _atWork; // batches handed in and not yet handed on: raised by the poll thread, lowered by the worker

    /// <summary>Batches for this worker; completing it ends the lane in order.</summary>
    public ChannelWriter<LiftBatch> Arrived => _arrived.Writer;

    /// <summary>Batches with their poses; completed after the last.</summary>
    public ChannelReader<LiftBatch> Lifted => _lifted.Reader;

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsFree => Volatile.Read(ref _atWork) == 0;

    /// <summary>The number of the batch that is in the network now; 0: none. For whoever watches that it comes out again; any thread.</summary>
    public long InNetwork => Volatile.Read(ref _inNetwork);

    /// <summary>Hands a batch in. Poll thread only.</summary>
    /// <exception cref="ChannelClosedException">The worker has ended on a fault.</exception>
    public void Hand(LiftBatch batch)
    {
        Interlocked.Increment(ref _atWork);
        if (!_arrived.Writer.TryWrite(batch))
            throw new ChannelClosedException("the lifting stage has ended");
    }

    /// <summary>Works until the arrivals are completed, or faults; either way what follows hears of it through its channel.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (await _arrived.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                while (_arrived.Reader.TryRead(out var batch))
                    Lift(batch);
            }

            _lifted.Writer.Complete();
        }
        catch (Exception e)
        {
            _arrived.Writer.TryComplete(e);
            _lifted.Writer.Complete(e);
            throw;
        }
    }

    private void Lift(LiftBatch batch)
    {
        var started = clock.GetTimestamp();
        if (batch.FilledFor is { } model)
        {
            Volatile.Write(ref _inNetwork, ++_count);
            model.Run(batch.Input, batch.Rows, batch.Output);
            Volatile.Write(ref _inNetwork, 0);
            if (model.Features.Turns)
                batch.TurnBack();
            batch.Model = model.IdUtf8;
            batch.FilledFor = null;
            models.Leave(model);
        }

        telemetry.Lifted(batch, clock.GetElapsedTime(started));
        CrashPoint.Pass(CrashStep.Inference);
        Interlocked.Decrement(ref _atWork);
        if (!_lifted.Writer.TryWrite(batch))
            throw new ChannelClosedException("the delivering stage has ended");
    }
}
