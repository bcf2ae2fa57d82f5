using System.Threading.Channels;
using StreamLift.Lifter.Batches;
using StreamLift.Lifter.Models;

namespace StreamLift.Lifter.Inference;

/// <summary>
/// The middle stage of a lane: takes batches as they come, fills their output rows, hands them on in the order they came. On a CPU several
/// threads each take a whole batch: two threads in one batch wait for each other whenever the Kafka client needs a core. A small one that comes
/// while nothing is at work is lifted by the thread that brings it: waking another for it takes time, and a core from whoever has it.
/// </summary>
public sealed class InferenceStage
{
    /// <summary>
    /// How many poses another thread is worth while one is at work. Fewer go sooner with the next batch of the one: each thread reads all the network's
    /// weights, on cores that the Kafka client and the broker want.
    /// </summary>
    public const int MinRowsForExtraThread = 32;

    private readonly Handover _arrived; // from the poll thread

    private readonly LiftOrder _order;
    private readonly BatchInference[] _threads;
    private readonly BatchInference _here; // the poll thread's
    private readonly bool _isOnCpu;
    private int _atWork; // batches handed in and not yet lifted: raised by the poll thread, lowered by whoever lifted one

    /// <param name="models">What batches are filled for.</param>
    /// <param name="deadline">Which frames are not lifted any more.</param>
    /// <param name="telemetry">The room's figures.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="batches">The lane's batches.</param>
    /// <param name="threads">Batches that may be in the network at once.</param>
    public InferenceStage(ServedModel models, Deadline deadline, LifterTelemetry telemetry, TimeProvider clock, int batches, int threads)
    {
        _arrived = new Handover(batches, threads);
        Lifted = new Handover(batches, readers: 1);
        _order = new LiftOrder(batches, batch =>
        {
            if (!Lifted.TryPut(batch))
                throw new ChannelClosedException("the delivering stage has ended");
        });
        _threads = [.. Enumerable.Range(0, threads).Select(_ => new BatchInference(models, deadline, telemetry, clock))];
        _here = new BatchInference(models, deadline, telemetry, clock);
        _isOnCpu = models.Current.IsOnCpu; // and stays so: no model may follow that isn't
    }

    /// <summary>Batches with their poses, in the order they arrived, to the sink; completed after the last.</summary>
    public Handover Lifted { get; }

    /// <summary>Whether a batch of so many is to be handed in now: nothing is at work, or a thread is left and the batch is worth one.</summary>
    public bool IsFreeFor(int poses)
    {
        var atWork = Volatile.Read(ref _atWork);
        return atWork == 0 || (atWork < _threads.Length && poses >= MinRowsForExtraThread);
    }

    /// <summary>
    /// For whoever watches that batches come out of the network again, one a thread, the poll thread included: the number of the batch that is in it now; 0:
    /// none. Any thread.
    /// </summary>
    public IEnumerable<Func<long>> InNetwork => _threads.Append(_here).Select<BatchInference, Func<long>>(thread => () => thread.InNetwork);

    /// <summary>Hands a batch in, or lifts it here and now. Poll thread only.</summary>
    /// <returns>Whether it was lifted here: then it lies in <see cref="Lifted"/>, and nobody has been woken for it.</returns>
    /// <exception cref="ChannelClosedException">The worker has ended on a fault.</exception>
    public bool Submit(LiftBatch batch)
    {
        var isHere =
            _isOnCpu && batch.Rows < MinRowsForExtraThread && batch.Entries < MinRowsForExtraThread && Volatile.Read(ref _atWork) == 0 && !_arrived.IsOver;
        _order.Enter(batch);
        if (isHere)
            return LiftHere(batch);
        Interlocked.Increment(ref _atWork);
        if (!_arrived.TryWrite(batch))
            throw new ChannelClosedException("the lifting stage has ended");
        return false;
    }

    /// <summary>No more batches will be handed in: the lane ends in order.</summary>
    public void Complete() => _arrived.Complete();

    /// <summary>Works until the arrivals are completed, or faults; either way what follows hears of it through its channel.</summary>
    public async Task RunAsync()
    {
        // a thread of their own: inference holds one for milliseconds, and the pool has other things to do
        var working = _threads.Select(thread =>
            Task.Factory.StartNew(() => Work(thread), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
        );
        try
        {
            await Task.WhenAll(working).ConfigureAwait(false);
            Lifted.Complete();
        }
        catch (Exception e)
        {
            Lifted.Complete(e);
            throw;
        }
    }

    // A fault is the stage's, whichever thread it happens on: its threads end with it, and the lane with them.
    private bool LiftHere(LiftBatch batch)
    {
        try
        {
            _here.Lift(batch);
            _order.Leave(batch);
            return true;
        }
        catch (Exception e) when (e is not ChannelClosedException)
        {
            _arrived.Complete(e);
            return false;
        }
    }

    private void Work(BatchInference thread)
    {
        Thread.CurrentThread.Name = "lift"; // for whoever looks at the process's threads
        try
        {
            while (true)
            {
                if (_arrived.TryRead(out var batch))
                {
                    thread.Lift(batch);
                    _order.Leave(batch);
                    Interlocked.Decrement(ref _atWork); // only now: with nothing at work, all that came before has gone on
                    Lifted.Bell.Ring();
                }
                else if (_arrived.IsOver)
                {
                    break;
                }
                else
                {
                    _arrived.Bell.Wait();
                }
            }

            _arrived.ThrowIfFaulted();
        }
        catch (Exception e)
        {
            _arrived.Complete(e); // the others end as well
            throw;
        }
    }
}
