using StreamLift.Wire.Messages;

namespace StreamLift.Host.Motion;

/// <summary>What <c>produce</c> sends: streams, and the people in each of their frames.</summary>
internal interface IMotion
{
    /// <summary>Never empty.</summary>
    IReadOnlyList<MotionStream> Streams { get; }

    /// <summary>The number of a frame within its stream. Numbers rise from frame to frame; missing frames leave a gap.</summary>
    /// <param name="stream">The stream's index.</param>
    /// <param name="place">The frame's place in the stream, from 0.</param>
    long Number(int stream, long place);

    /// <summary>The size of a frame's image, px; 0, 0: unknown.</summary>
    /// <param name="stream">The stream's index.</param>
    /// <param name="place">The frame's place in the stream, from 0.</param>
    (int Width, int Height) Image(int stream, long place) => (Streams[stream].Width, Streams[stream].Height);

    /// <summary>Adds the people of a frame.</summary>
    /// <param name="stream">The stream's index.</param>
    /// <param name="place">The frame's place in the stream, from 0.</param>
    /// <param name="to">A frame that was begun in the stream's layout.</param>
    void AddPeople(int stream, long place, KeypointFrame to);
}
