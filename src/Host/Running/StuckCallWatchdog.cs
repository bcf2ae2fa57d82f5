using StreamLift.Host.Brokers;

namespace StreamLift.Host.Running;

/// <summary>
/// Detects a native call that does not return: a worker stays at the same batch, or a sink at the same call, for longer than the limit. Time in which
/// this watchdog was not scheduled itself, as when the whole process was stopped and continued, does not count. One thread.
/// </summary>
/// <param name="batches">One function per worker or sink: the number of its current batch or call; 0: none.</param>
/// <param name="limit">The longest allowed time of one call.</param>
/// <param name="clock">The clock.</param>
/// <param name="what">The call, for the error message.</param>
/// <param name="setting">The setting of the limit, for the error message.</param>
internal sealed class StuckCallWatchdog(
    IReadOnlyList<Func<long>> batches,
    TimeSpan limit,
    TimeProvider clock,
    string what = "inference of one batch",
    string setting = "--hang-timeout"
)
{
    private const int ChecksPerLimit = 10;

    private readonly (long Batch, TimeSpan Elapsed)[] _seen = new (long, TimeSpan)[batches.Count];
    private readonly TimeSpan _interval = limit / ChecksPerLimit;
    private long _last = clock.GetTimestamp();

    /// <summary>Checks until <paramref name="stop"/>.</summary>
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

    /// <summary>Checks once.</summary>
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
            seen = (batch, batch != 0 && batch == seen.Batch ? seen.Elapsed + passed : TimeSpan.Zero);
            isHung |= seen.Elapsed >= limit;
        }

        return isHung;
    }
}

/// <summary>A native call does not return. The process ends with exit code 5.</summary>
/// <param name="message">One line that names the call.</param>
internal sealed class HungException(string message) : Exception(message);
