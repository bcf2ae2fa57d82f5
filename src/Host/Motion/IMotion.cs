namespace StreamLift.Host.Motion;

/// <summary>What <c>produce</c> sends: some streams, and what a detector saw in each of their frames.</summary>
internal interface IMotion
{
    /// <summary>Never empty.</summary>
    IReadOnlyList<MotionStream> Streams { get; }

    /// <summary>What was seen in a frame.</summary>
    /// <param name="stream">The stream's place.</param>
    /// <param name="frame">Its number, from 0.</param>
    /// <param name="keypoints">Is filled: x, y, score of each joint of the stream's layout, px.</param>
    void Keypoints(int stream, long frame, Span<float> keypoints);
}
