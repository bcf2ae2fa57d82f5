using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Protobuf;

/// <summary>Writes the message <c>KeypointFrame</c> of <c>poses.proto</c>.</summary>
internal static class ProtobufFrameWriter
{
    public static void Write(WireBuffer to, KeypointFrame frame, ReadOnlySpan<byte> layout)
    {
        to.AppendBytes(FrameTags.Stream, frame.Stream);
        to.AppendInteger(FrameTags.Frame, frame.FrameNumber);
        to.AppendInteger(FrameTags.TimestampMs, frame.TimestampMs);
        to.AppendBytes(FrameTags.Layout, layout);
        if (frame.Width > 0)
        {
            to.AppendHeader(FrameTags.Image, 2 + ProtobufOutput.VarintLength((ulong)frame.Width) + ProtobufOutput.VarintLength((ulong)frame.Height));
            to.AppendInteger(FrameTags.ImageWidth, frame.Width);
            to.AppendInteger(FrameTags.ImageHeight, frame.Height);
        }
        for (int person = 0; person < frame.PersonCount; person++)
            WritePerson(to, frame, person);
    }

    private static void WritePerson(WireBuffer to, KeypointFrame frame, int person)
    {
        var (id, score) = (frame.Id(person), frame.Score(person));
        var keypoints = frame.Keypoints(person);
        int rowLength = keypoints.Length * sizeof(float);
        to.AppendHeader(
            FrameTags.Person,
            1 + ProtobufOutput.VarintLength((ulong)id) + (float.IsFinite(score) ? 1 + sizeof(float) : 0) + ProtobufOutput.BytesLength(rowLength)
        );
        to.AppendInteger(FrameTags.PersonId, id);
        if (float.IsFinite(score))
            to.AppendFloat(FrameTags.PersonScore, score);
        to.AppendHeader(FrameTags.PersonKeypoints, rowLength);
        Span<float> unseen = [0, 0, 0];
        for (int at = 0; at < keypoints.Length; at += 3)
        {
            ReadOnlySpan<float> joint = keypoints.Slice(at, 3);
            PackedFloats.Write(KeypointRules.IsSeen(joint) ? joint : unseen, to.Room(rowLength));
            to.Advance(3 * sizeof(float));
        }
    }
}
