namespace StreamLift.Lanes;

/// <summary>
/// Decides when a batch is handed on. It conserves work: what has been read is handed on as soon as a worker is idle, so batches grow under load and stay small
/// without it. What has been read is everything the client holds by then, up to what is worth an extra thread. A longer wait is an option, counted from the
/// batch's first record.
/// </summary>
/// <param name="maxBatch">Rows that fill a batch.</param>
/// <param name="maxDelay">How long a batch waits for more records though a worker is idle.</param>
/// <param name="clock">The clock.</param>
public sealed class BatchPolicy(int maxBatch, TimeSpan maxDelay, TimeProvider clock)
{
    // how often a waiting batch is looked at while the workers are busy: the longest time that work can wait beside an idle worker
    private static readonly TimeSpan BusyPoll = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan IdlePoll = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Bytes kept of records that fill a batch, above all of rejected ones: a flood of large records takes at most twice this (arrays double) and one record
    /// more, times the number of batches.
    /// </summary>
    public const int MaxBytes = 4 << 20;

    /// <summary>Entries that fill a batch even where they have no rows (dead letters, frames without people).</summary>
    public int MaxEntries { get; } = Math.Max(4 * maxBatch, 256);

    /// <summary>Whether the batch is handed on now.</summary>
    /// <param name="entries">Its <see cref="RecordBatch.Entries"/>.</param>
    /// <param name="rows">Its <see cref="RecordBatch.Rows"/>.</param>
    /// <param name="bytes">Its <see cref="RecordBatch.BytesKept"/>.</param>
    /// <param name="started">When its first record was added, by the clock's timestamp.</param>
    /// <param name="isWorkerIdle">Whether a worker would begin it at once.</param>
    /// <param name="isDry">Whether the client had no further record at the last poll.</param>
    public bool IsDue(int entries, int rows, long bytes, long started, bool isWorkerIdle, bool isDry)
    {
        if (entries == 0)
            return false;
        if (IsFull(entries, rows, bytes))
            return true;
        return isWorkerIdle
            && (isDry || rows >= LaneExecutor.MinRowsForExtraThread)
            && (maxDelay == TimeSpan.Zero || clock.GetElapsedTime(started) >= maxDelay);
    }

    /// <summary>Whether nothing more may be added.</summary>
    public bool IsFull(int entries, int rows, long bytes) => rows >= maxBatch || entries >= MaxEntries || bytes >= MaxBytes;

    /// <summary>How long to wait for the next record before the batch is looked at again.</summary>
    public TimeSpan PollTimeout(int entries, long started, bool isWorkerIdle)
    {
        if (entries == 0)
            return IdlePoll;
        if (!isWorkerIdle)
            return BusyPoll;
        var left = maxDelay - clock.GetElapsedTime(started);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
