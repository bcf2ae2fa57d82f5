namespace StreamLift.Host.Brokers;

/// <summary>
/// Decides when a producer has waited too long for its first acknowledgement. The client itself reports a record only after five minutes. Later gaps are the
/// client's to bridge. One thread asks; any thread answers.
/// </summary>
/// <param name="limit">Time limit for the first answer since the first request.</param>
/// <param name="clock">The clock.</param>
internal sealed class FirstAnswer(TimeSpan limit, TimeProvider clock)
{
    private volatile bool _isAnswered;
    private long? _asked;

    /// <summary>The limit.</summary>
    public TimeSpan Limit => limit;

    /// <summary>Whether the limit has passed without an answer.</summary>
    public bool IsOverdue => !_isAnswered && _asked is { } asked && clock.GetElapsedTime(asked) >= limit;

    /// <summary>A request was sent; the first one counts.</summary>
    public void Ask()
    {
        if (!_isAnswered)
            _asked ??= clock.GetTimestamp();
    }

    /// <summary>The broker has answered.</summary>
    public void Answer() => _isAnswered = true;
}
