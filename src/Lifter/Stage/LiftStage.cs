using StreamLift.Lanes;
using StreamLift.Lifter.Models;

namespace StreamLift.Lifter.Stage;

/// <summary>The lift stage: keypoint records in, pose records out. Stateless between batches, so several batches may be processed at once.</summary>
public sealed class LiftStage : IStage
{
    private readonly LiftStageContext _context;

    /// <param name="context">What the stage is given.</param>
    public LiftStage(LiftStageContext context)
    {
        _context = context;
        Decoder = new FrameRecordDecoder(context);
        RunsInline = context.Models.Current.IsOnCpu; // and stays so: no model on another device may follow
    }

    /// <inheritdoc/>
    public int MaxParallelism => int.MaxValue;

    /// <inheritdoc/>
    public bool RunsInline { get; }

    /// <inheritdoc/>
    public IRecordDecoder Decoder { get; }

    /// <inheritdoc/>
    public RecordBatch CreateBatch() => new LiftBatch(_context.BatchCapacity, _context.Models.Current.InputWidth, _context.Sigma);

    /// <summary>Drops what is late by now and fills the output rows of the rest.</summary>
    public void Process(RecordBatch batch)
    {
        var lift = (LiftBatch)batch;
        if (_context.Deadline.IsSet)
            lift.DropLate(_context.Deadline.Oldest);
        var started = _context.Clock.GetTimestamp();
        if (lift.FilledFor is { } model)
        {
            Infer(model, lift);
            if (model.Features.RotatesPose)
                lift.RotateBack();
            lift.Model = model.IdUtf8;
            lift.FilledFor = null;
            _context.Models.Release(model);
        }

        _context.Telemetry.Lifted(lift, _context.Clock.GetElapsedTime(started));
    }

    /// <inheritdoc/>
    public IRecordEncoder CreateEncoder() => new PoseRecordEncoder();

    /// <inheritdoc/>
    public void OnAssigned(AssignedPartition partition)
    {
        // no state
    }

    /// <inheritdoc/>
    public void OnRevoked(AssignedPartition partition)
    {
        // no state
    }

    // In one run, unless a record of many frames has made the batch larger: no run has more rows than fit a batch from the start.
    private static void Infer(LifterModel model, LiftBatch batch)
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
