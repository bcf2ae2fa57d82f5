using StreamLift.View.Sources;
using StreamLift.Wire.Messages;

namespace StreamLift.View.Messages;

/// <summary>The binary frame of the people of a rig (docs/viewer.md).</summary>
internal static class PeopleMessage
{
    /// <summary>The kind in the header.</summary>
    public const byte Kind = 1;

    private const int Joints = 17;
    private const int Padding = 3;
    private const int MaxCameraBits = 32;
    private const int PersonBytes = 12 + (Joints * 16) + Joints + Padding + 1 + Padding;
    private const int SmoothBytes = Joints * 12;

    /// <summary>Writes a frame.</summary>
    /// <param name="frame">The people.</param>
    /// <param name="source">The rig; its sequence is that of this frame.</param>
    /// <param name="recordMs">The record's timestamp, Unix ms; NaN for none.</param>
    /// <param name="serverMs">The server's time, Unix ms.</param>
    public static byte[] Write(PeopleFrame frame, FrameSource source, double recordMs, double serverMs)
    {
        var people = Math.Min(frame.PersonCount, ushort.MaxValue);
        var message = new byte[Size(frame, people)];
        var writer = new FrameWriter(message);
        writer.Header(new FrameHeader(Kind, source.Index, source.Sequence, frame.TimestampMs, recordMs, serverMs, people, Flags: 0));
        for (var person = 0; person < people; person++)
            Write(ref writer, frame, person, source.Rig!);
        return message;
    }

    private static int Size(PeopleFrame frame, int people)
    {
        var size = FrameWriter.HeaderBytes;
        for (var person = 0; person < people; person++)
            size += PersonBytes + (frame.Smooth(person).IsEmpty ? 0 : SmoothBytes);
        return size;
    }

    private static void Write(ref FrameWriter writer, PeopleFrame frame, int person, RigView rig)
    {
        writer.Int32(unchecked((int)frame.Id(person)));
        writer.Single(frame.Reprojection(person));
        writer.UInt32(Views(frame, person, rig));
        writer.Joints(Joints, frame.Joints(person), frame.Sigma(person));
        foreach (var letter in frame.Source(person))
            writer.Byte(SourceOf(letter));
        writer.Bytes(Padding, 0);
        var smooth = frame.Smooth(person);
        writer.Byte(smooth.IsEmpty ? (byte)0 : (byte)1);
        writer.Bytes(Padding, 0);
        writer.Singles(smooth);
    }

    private static byte SourceOf(byte letter) =>
        letter switch
        {
            (byte)'t' => 0,
            (byte)'l' => 1,
            _ => 2,
        };

    // A frame names its own cameras by their place in it; viewers know the rig's.
    private static uint Views(PeopleFrame frame, int person, RigView rig)
    {
        var bits = 0u;
        foreach (var view in frame.Views(person))
            if (rig.IndexOf(frame.CameraStreamName(view), out _) is >= 0 and < MaxCameraBits and var camera)
                bits |= 1u << camera;
        return bits;
    }
}
