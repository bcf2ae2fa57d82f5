namespace StreamLift.Host.Record.Vmc;

/// <summary>
/// When instants are sent: those of a backlog at the pace of their times, live ones at once. After a gap of ten seconds, or a second behind, the pace begins
/// anew. One thread.
/// </summary>
/// <param name="clock">The clock.</param>
internal sealed class VmcPace(TimeProvider clock)
{
    private const double LongestGapMs = 10_000;
    private const double MostBehindMs = 1000;

    private readonly long _zero = clock.GetTimestamp();
    private double _shiftMs = double.NaN; // what is added to an instant to get the time to send it, on the clock from _zero
    private double _lastMs;

    /// <summary>The time on the clock, ms.</summary>
    public double NowMs => clock.GetElapsedTime(_zero).TotalMilliseconds;

    /// <summary>When an instant is to be sent, ms on the clock of <see cref="NowMs"/>.</summary>
    /// <param name="timestampMs">The instant, later than the one before.</param>
    /// <param name="isLive">Whether it was written just now.</param>
    public double DueMs(double timestampMs, bool isLive)
    {
        var now = NowMs;
        var isContinued = timestampMs - _lastMs <= LongestGapMs && timestampMs + _shiftMs >= now - MostBehindMs;
        _lastMs = timestampMs;
        if (isLive || !isContinued)
            _shiftMs = now - timestampMs;
        return timestampMs + _shiftMs;
    }
}
