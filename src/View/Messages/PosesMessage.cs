using StreamLift.View.Sources;
using StreamLift.Wire.Messages;

namespace StreamLift.View.Messages;

/// <summary>The binary frame of the poses of a stream (docs/viewer.md).</summary>
internal static class PosesMessage
{
    /// <summary>The kind in the header.</summary>
    public const byte Kind = 2;

    /// <summary>The numbers of a lifted person's joints.</summary>
    public const int JointNumbers = 3 * Joints;

    private const int Joints = 17;
    private const ushort WithKeypoints = 1;
    private const int PersonBytes = 4 + (Joints * 16);
    private const int KeypointsHeaderBytes = 4;

    /// <summary>Writes a frame.</summary>
    /// <param name="frame">The poses.</param>
    /// <param name="source">The stream; its sequence is that of this frame.</param>
    /// <param name="layout">The index of the keypoints' layout; -1 to leave keypoints out.</param>
    /// <param name="recordMs">The record's timestamp, Unix ms; NaN for none.</param>
    /// <param name="serverMs">The server's time, Unix ms.</param>
    public static byte[] Write(PoseFrame frame, FrameSource source, int layout, double recordMs, double serverMs)
    {
        var people = Math.Min(frame.PersonCount, ushort.MaxValue);
        var message = new byte[Size(frame, people, layout)];
        var writer = new FrameWriter(message);
        var flags = layout >= 0 ? WithKeypoints : (ushort)0;
        writer.Header(new FrameHeader(Kind, source.Index, source.Sequence, frame.TimestampMs, recordMs, serverMs, people, flags));
        for (var person = 0; person < people; person++)
        {
            writer.Int32(unchecked((int)frame.Id(person)));
            writer.Joints(Joints, frame.Joints(person), frame.Sigma(person));
            if (layout < 0)
                continue;
            var keypoints = frame.Keypoints(person);
            writer.UInt16((ushort)(keypoints.Length / 3));
            writer.UInt16((ushort)layout);
            writer.Singles(keypoints);
        }

        return message;
    }

    private static int Size(PoseFrame frame, int people, int layout)
    {
        var size = FrameWriter.HeaderBytes + (people * PersonBytes);
        if (layout >= 0)
            for (var person = 0; person < people; person++)
                size += KeypointsHeaderBytes + (sizeof(float) * frame.Keypoints(person).Length);
        return size;
    }
}
