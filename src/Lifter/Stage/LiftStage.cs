using StreamLift.Lanes;
using StreamLift.Lifter.Models;

namespace StreamLift.Lifter.Stage;

/// <summary>The lift stage turns keypoint records into pose records. It has no state between batches, so batches may run in parallel.</summary>
public sealed class LiftStage : IStage
{
    private readonly LiftStageContext _context;

    /// <summary>Creates the stage.</summary>
    /// <param name="context">The stage's model, settings and services.</param>
    public LiftStage(LiftStageContext context)
    {
        _context = context;
        Decoder = new FrameRecordDecoder(context);
        RunsInline = context.Models.Current.IsOnCpu; // This never changes, because a new model must run on the same device.
    }

    /// <inheritdoc/>
    public int MaxParallelism => int.MaxValue;

    /// <inheritdoc/>
    public bool RunsInline { get; }

    /// <inheritdoc/>
    public IRecordDecoder Decoder { get; }

    /// <inheritdoc/>
    public RecordBatch CreateBatch() =>
        new LiftBatch(_context.BatchCapacity, _context.Models.Current.InputWidth, _context.Sigma, _context.CalibratedModels?.Current.InputWidth ?? 0);

    /// <summary>Drops the late frames and fills the output rows of the others.</summary>
    public void Process(RecordBatch batch)
    {
        var lift = (LiftBatch)batch;
        if (_context.Deadline.IsSet)
            lift.DropLate(_context.Deadline.Oldest);
        var started = _context.Clock.GetTimestamp();
        Lift(lift.General, _context.Models);
        if (lift.Calibrated is { } calibrated)
            Lift(calibrated, _context.CalibratedModels!);
        _context.Telemetry.Lifted(lift, _context.Clock.GetElapsedTime(started));
    }

    /// <inheritdoc/>
    public IRecordEncoder CreateEncoder() => new PoseRecordEncoder(_context.CreateKeys?.Invoke());

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

    private static void Lift(LiftRows rows, ServedModel models)
    {
        if (rows.FilledFor is not { } model)
            return;
        rows.Lift(model);
        rows.FilledFor = null;
        models.Release(model);
    }
}

/// <summary>
/// The deadline of frames. A frame is late if its capture time is further in the past than the limit, by UTC. A frame from the future is not late.
/// The class is thread-safe.
/// </summary>
/// <param name="limit">The greatest age of a frame. Zero disables the deadline.</param>
/// <param name="clock">The clock.</param>
public sealed class Deadline(TimeSpan limit, TimeProvider clock)
{
    /// <summary>Whether there is a deadline.</summary>
    public bool IsSet => limit > TimeSpan.Zero;

    /// <summary>The oldest capture time, in Unix milliseconds, that is not late now. It decreases only if the clock is set back.</summary>
    public long Oldest => IsSet ? clock.GetUtcNow().ToUnixTimeMilliseconds() - (long)limit.TotalMilliseconds : long.MinValue;
}
