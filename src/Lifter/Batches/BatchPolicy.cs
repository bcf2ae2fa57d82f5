using StreamLift.Lifter.Inference;

namespace StreamLift.Lifter.Batches;

/// <summary>
/// When a batch leaves for the worker. It conserves work: whatever has arrived leaves as soon as the worker is free, so batches grow
/// by themselves under load and stay small without it. What has arrived is all that the client holds by then, up to what is worth a thread. A longer wait is
/// an option, counted from the batch's first arrival.
/// </summary>
public sealed class BatchPolicy(int maxBatch, TimeSpan maxDelay, TimeProvider clock)
{
    // while the worker is busy a waiting batch is looked at again this often: the most that work can lie beside a free worker
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Bytes kept of records, above all of those rejected, that fill a batch: a flood of large ones is held in no more than twice this (arrays double) and one
    /// of them, times the batches.
    /// </summary>
    public const int MaxBytes = 4 << 20;

    /// <summary>Entries that fill a batch even where they hold no rows (dead letters, frames with nobody in them).</summary>
    public int MaxEntries { get; } = Math.Max(4 * maxBatch, 256);

    /// <summary>Whether the batch leaves now.</summary>
    /// <param name="entries">Frames in the batch, and records without any.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="bytes">Kept of its records.</param>
    /// <param name="started">When its first record came, by the clock's timestamp.</param>
    /// <param name="workerIsFree">Whether the worker would begin it at once.</param>
    /// <param name="isDry">Whether the client had no record more when it was asked last.</param>
    public bool IsDue(int entries, int rows, long bytes, long started, bool workerIsFree, bool isDry)
    {
        if (entries == 0)
            return false;
        if (IsFull(entries, rows, bytes))
            return true;
        return workerIsFree
            && (isDry || rows >= InferenceStage.MinRowsForExtraThread)
            && (maxDelay == TimeSpan.Zero || clock.GetElapsedTime(started) >= maxDelay);
    }

    /// <summary>Whether nothing more may be added.</summary>
    public bool IsFull(int entries, int rows, long bytes) => rows >= maxBatch || entries >= MaxEntries || bytes >= MaxBytes;

    /// <summary>How long to wait for the next record before the batch is looked at again.</summary>
    public TimeSpan PollTimeout(int entries, long started, bool workerIsFree)
    {
        if (entries == 0)
            return Idle;
        if (!workerIsFree)
            return Glance;
        var left = maxDelay - clock.GetElapsedTime(started);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
