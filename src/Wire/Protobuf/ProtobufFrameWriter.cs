using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Protobuf;

/// <summary>Writes the message <c>KeypointFrame</c> of <c>poses.proto</c>.</summary>
internal static class ProtobufFrameWriter
{
    public static void WriteFrame(WireBuffer to, KeypointFrame frame, ReadOnlySpan<byte> layout)
    {
        to.AppendBytes(FrameTags.Stream, frame.Stream);
        to.AppendInteger(FrameTags.Frame, frame.FrameNumber);
        to.AppendInteger(FrameTags.TimestampMs, frame.TimestampMs);
        to.AppendBytes(FrameTags.Layout, layout);
        if (frame.Width > 0)
            AppendImage(to, FrameTags.Image, frame.Width, frame.Height);
        for (var person = 0; person < frame.PersonCount; person++)
            WritePerson(to, frame, person);
        if (frame.IsNormalised)
            to.AppendInteger(FrameTags.Normalised, 1);
    }

    /// <summary>Appends a field of the type <c>ImageSize</c>.</summary>
    public static void AppendImage(WireBuffer to, uint tag, int width, int height)
    {
        to.AppendHeader(tag, 2 + ProtobufOutput.VarintLength((ulong)width) + ProtobufOutput.VarintLength((ulong)height));
        to.AppendInteger(FrameTags.ImageWidth, width);
        to.AppendInteger(FrameTags.ImageHeight, height);
    }

    /// <summary>Appends a field of keypoints. A joint that was not seen is 0, 0, 0.</summary>
    public static void AppendKeypoints(WireBuffer to, uint tag, ReadOnlySpan<float> keypoints)
    {
        var rowLength = keypoints.Length * sizeof(float);
        to.AppendHeader(tag, rowLength);
        Span<float> unseen = [0, 0, 0];
        for (var at = 0; at < keypoints.Length; at += 3)
        {
            var joint = keypoints.Slice(at, 3);
            PackedFloats.Write(KeypointFrame.IsSeen(joint) ? joint : unseen, to.Room(rowLength));
            to.Advance(3 * sizeof(float));
        }
    }

    private static void WritePerson(WireBuffer to, KeypointFrame frame, int person)
    {
        var (id, score) = (frame.Id(person), frame.Score(person));
        var keypoints = frame.Keypoints(person);
        to.AppendHeader(
            FrameTags.Person,
            1
                + ProtobufOutput.VarintLength((ulong)id)
                + (float.IsFinite(score) ? 1 + sizeof(float) : 0)
                + ProtobufOutput.BytesLength(keypoints.Length * sizeof(float))
        );
        to.AppendInteger(FrameTags.PersonId, id);
        if (float.IsFinite(score))
            to.AppendFloat(FrameTags.PersonScore, score);
        AppendKeypoints(to, FrameTags.PersonKeypoints, keypoints);
    }
}
