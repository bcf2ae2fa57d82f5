namespace StreamLift.Host.Running;

/// <summary>
/// Notices a native call that doesn't come back: a worker that is at the same batch, or a sink at the same call, for longer than the limit. Time in which this
/// watch was itself
/// not run, as when the whole process was stopped and continued, doesn't count. One thread.
/// </summary>
/// <param name="batches">For each worker the number of the batch that is in the network now, or for each sink that of its call; 0: none.</param>
/// <param name="limit">How long one may be there.</param>
/// <param name="clock">The clock.</param>
/// <param name="what">What hangs then, in words.</param>
/// <param name="setting">Where its limit is set.</param>
internal sealed class StuckCallWatchdog(
    IReadOnlyList<Func<long>> batches,
    TimeSpan limit,
    TimeProvider clock,
    string what = "inference of one batch",
    string setting = "--hang-timeout"
)
{
    private const int Looks = 10; // within the limit

    private readonly (long Batch, TimeSpan There)[] _seen = new (long, TimeSpan)[batches.Count];
    private readonly TimeSpan _interval = limit / Looks;
    private long _last = clock.GetTimestamp();

    /// <summary>Looks until <paramref name="stop"/>.</summary>
    /// <exception cref="HungException">A call hangs.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(_interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
                if (IsHung())
                    throw new HungException(
                        $"{what} has not returned for {limit.TotalSeconds:0.#} s ({setting}); records in flight are read again at the next start"
                    );
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the service ends
        }
    }

    /// <summary>Looks once.</summary>
    public bool IsHung()
    {
        var now = clock.GetTimestamp();
        var passed = clock.GetElapsedTime(_last, now);
        _last = now;
        if (passed > 2 * _interval)
            passed = 2 * _interval;
        var isHung = false;
        for (var worker = 0; worker < batches.Count; worker++)
        {
            var batch = batches[worker]();
            ref var seen = ref _seen[worker];
            seen = (batch, batch != 0 && batch == seen.Batch ? seen.There + passed : TimeSpan.Zero);
            isHung |= seen.There >= limit;
        }

        return isHung;
    }
}

/// <summary>A native call does not come back: the process ends rather than hang with it. Exit code 5.</summary>
/// <param name="message">One line that names the call.</param>
internal sealed class HungException(string message) : Exception(message);
