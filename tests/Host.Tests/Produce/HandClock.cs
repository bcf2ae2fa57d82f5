namespace StreamLift.Host.Tests.Produce;

/// <summary>A clock that stands still until it is moved, and whose one timer rings when told to.</summary>
internal sealed class HandClock : TimeProvider
{
    private long _now;
    private TimerCallback? _ring;
    private object? _state;

    /// <summary>What the timer was set to.</summary>
    public TimeSpan Asked { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public void Advance(TimeSpan by) => _now += by.Ticks;

    public void Ring() => _ring!(_state);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (_ring, _state, Asked) = (callback, state, dueTime);
        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
