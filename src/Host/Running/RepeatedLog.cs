namespace StreamLift.Host.Running;

/// <summary>Logs what has been counted: every 10 s, and once more at the end.</summary>
internal static class RepeatedLog
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>Calls <paramref name="write"/> until <paramref name="stop"/>, and once more then.</summary>
    public static async Task RunAsync(Action write, TimeProvider clock, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
                write();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            write();
        }
    }
}
