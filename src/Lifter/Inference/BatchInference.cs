using StreamLift.Lifter.Batches;
using StreamLift.Lifter.FailPoints;
using StreamLift.Lifter.Models;

namespace StreamLift.Lifter.Inference;

/// <summary>What one thread of a lane's worker does with a batch.</summary>
internal sealed class BatchInference(ServedModel models, Deadline deadline, LifterTelemetry telemetry, TimeProvider clock)
{
    private long _count;
    private long _inNetwork;

    /// <summary>The number of the batch that is in the network now; 0: none. Any thread.</summary>
    public long InNetwork => Volatile.Read(ref _inNetwork);

    /// <summary>Leaves out what is late, here where the wait for the network is over, and fills the output rows of the rest.</summary>
    public void Lift(LiftBatch batch)
    {
        if (deadline.IsSet)
            batch.DropLate(deadline.Oldest);
        var started = clock.GetTimestamp();
        if (batch.FilledFor is { } model)
        {
            Volatile.Write(ref _inNetwork, ++_count);
            Run(model, batch);
            Volatile.Write(ref _inNetwork, 0);
            if (model.Features.RotatesPose)
                batch.RotateBack();
            batch.Model = model.IdUtf8;
            batch.FilledFor = null;
            models.Release(model);
        }

        telemetry.Lifted(batch, clock.GetElapsedTime(started));
        FailPoint.Hit(FailPointStep.Inference);
    }

    // In one go, but for a batch that a record of many frames has made larger: no run has more rows than a batch has room for from the start.
    private static void Run(LifterModel model, LiftBatch batch)
    {
        for (var row = 0; row < batch.Rows; row += batch.Capacity)
            model.Run(
                batch.Input.AsSpan(row * batch.InputWidth),
                Math.Min(batch.Capacity, batch.Rows - row),
                batch.Output.AsSpan(row * LiftBatch.PoseWidth),
                batch.Sigmas.Length == 0 ? default : batch.Sigmas.AsSpan(row * LiftBatch.SigmaWidth)
            );
    }
}
