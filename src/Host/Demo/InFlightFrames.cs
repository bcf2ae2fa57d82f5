using System.Collections.Concurrent;
using StreamLift.Poses.Cameras;

namespace StreamLift.Host.Demo;

/// <summary>The frames in flight: added by the sender, removed by the reader when their poses are received.</summary>
internal sealed class InFlightFrames(TimeProvider clock)
{
    private readonly ConcurrentDictionary<(int Camera, long Frame), long> _left = [];

    /// <summary>The number of frames in flight.</summary>
    public int Count => _left.Count;

    /// <summary>Adds a frame that is about to be sent.</summary>
    public void Start(int camera, long frame) => _left[(camera, frame)] = clock.GetTimestamp();

    /// <summary>Removes a frame whose poses were received.</summary>
    /// <returns>Its time in flight; null: it was not in flight, so its poses were received before.</returns>
    public TimeSpan? Complete(int camera, long frame) => _left.TryRemove((camera, frame), out var left) ? clock.GetElapsedTime(left) : null;
}
