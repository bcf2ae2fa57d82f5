namespace StreamLift.Lifter;

/// <summary>What one thread of a lane's worker does with a batch.</summary>
internal sealed class LiftThread(ServedModel models, LifterTelemetry telemetry, TimeProvider clock)
{
    private long _count;
    private long _inNetwork;

    /// <summary>The number of the batch that is in the network now; 0: none. Any thread.</summary>
    public long InNetwork => Volatile.Read(ref _inNetwork);

    /// <summary>Fills the output rows.</summary>
    public void Lift(LiftBatch batch)
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
    }
}
