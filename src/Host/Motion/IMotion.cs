namespace StreamLift.Host.Motion;

/// <summary>The motion that <c>produce</c> sends: streams, and the keypoints of each of their frames.</summary>
internal interface IMotion
{
    /// <summary>Never empty.</summary>
    IReadOnlyList<MotionStream> Streams { get; }

    /// <summary>The keypoints of a frame.</summary>
    /// <param name="stream">The stream's index.</param>
    /// <param name="frame">The frame's number, from 0.</param>
    /// <param name="keypoints">Receives x, y and score of each joint of the stream's layout, px.</param>
    void Keypoints(int stream, long frame, Span<float> keypoints);
}
