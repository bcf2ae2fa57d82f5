using StreamLift.Host.Motion;

namespace StreamLift.Host.Scenes;

/// <summary>Streams whose frames have times of their own, as those of cameras that run free.</summary>
internal interface ITimedMotion : IMotion
{
    /// <summary>A frame's timestamp by its camera's clock, ms since the start.</summary>
    /// <param name="stream">The stream's index.</param>
    /// <param name="place">The frame's place in the stream, from 0.</param>
    long StampedMs(int stream, long place);

    /// <summary>When a frame arrives, ms since the start; never before an earlier frame of its stream.</summary>
    /// <param name="stream">The stream's index.</param>
    /// <param name="place">The frame's place in the stream, from 0.</param>
    double ArrivedMs(int stream, long place);

    /// <summary>The length, ms.</summary>
    double LengthMs { get; }
}
