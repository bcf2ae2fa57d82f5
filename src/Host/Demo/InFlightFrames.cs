using System.Collections.Concurrent;

namespace StreamLift.Host.Demo;

/// <summary>The frames under way: entered by the sender, taken out by the reader when their poses are in hand.</summary>
internal sealed class InFlightFrames(TimeProvider clock)
{
    private readonly ConcurrentDictionary<(int Camera, long Frame), long> _left = [];

    /// <summary>How many are under way.</summary>
    public int Count => _left.Count;

    /// <summary>A frame is about to be sent.</summary>
    public void Start(int camera, long frame) => _left[(camera, frame)] = clock.GetTimestamp();

    /// <summary>A frame's poses are in hand.</summary>
    /// <returns>How long it was under way; null: it wasn't, so they have come before.</returns>
    public TimeSpan? Complete(int camera, long frame) => _left.TryRemove((camera, frame), out var left) ? clock.GetElapsedTime(left) : null;
}
