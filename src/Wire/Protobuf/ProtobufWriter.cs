using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Protobuf;

/// <summary>
/// Writes the messages <c>KeypointFrame</c>, whole, and <c>PoseFrame</c>, part by part, of <c>poses.proto</c>. Fields of a pose frame that have their default
/// value are left out, as by Protobuf's own writers.
/// </summary>
internal static class ProtobufWriter
{
    public static void WriteFrame(WireBuffer to, KeypointFrame frame, ReadOnlySpan<byte> layout)
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
        for (var person = 0; person < frame.PersonCount; person++)
            WriteKeypointPerson(to, frame, person);
        if (frame.IsNormalised)
            to.AppendInteger(FrameTags.Normalised, 1);
    }

    public static void BeginPoses(WireBuffer to, ReadOnlySpan<byte> stream, long frame, long timestampMs, ReadOnlySpan<byte> model)
    {
        to.AppendBytes(PoseTags.Stream, stream);
        if (frame != 0)
            to.AppendInteger(PoseTags.Frame, frame);
        if (timestampMs != 0)
            to.AppendInteger(PoseTags.TimestampMs, timestampMs);
        to.AppendBytes(PoseTags.Layout, "h36m17"u8);
        to.AppendBytes(PoseTags.Unit, "mm"u8);
        to.AppendBytes(PoseTags.Space, "camera"u8);
        to.AppendBytes(PoseTags.Model, model);
    }

    public static void WritePosePerson(WireBuffer to, long id, float score, ReadOnlySpan<float> joints, ReadOnlySpan<float> sigma)
    {
        var idLength = id == 0 ? 0 : 1 + ProtobufOutput.VarintLength((ulong)id);
        var scoreLength = float.IsFinite(score) ? 1 + sizeof(float) : 0;
        to.AppendHeader(PoseTags.Person, idLength + scoreLength + RowLength(joints) + RowLength(sigma));
        if (idLength > 0)
            to.AppendInteger(PoseTags.PersonId, id);
        if (scoreLength > 0)
            to.AppendFloat(PoseTags.PersonScore, score);
        if (!joints.IsEmpty)
            to.AppendFloats(PoseTags.PersonJoints, joints);
        if (!sigma.IsEmpty)
            to.AppendFloats(PoseTags.PersonSigma, sigma);
    }

    public static void WriteRejectedPerson(WireBuffer to, long id, float score, ReadOnlySpan<byte> reason)
    {
        var idLength = id == 0 ? 0 : 1 + ProtobufOutput.VarintLength((ulong)id);
        var scoreLength = float.IsFinite(score) ? 1 + sizeof(float) : 0;
        to.AppendHeader(PoseTags.Person, idLength + scoreLength + ProtobufOutput.BytesLength(reason.Length));
        if (idLength > 0)
            to.AppendInteger(PoseTags.PersonId, id);
        if (scoreLength > 0)
            to.AppendFloat(PoseTags.PersonScore, score);
        to.AppendBytes(PoseTags.PersonRejected, reason);
    }

    private static void WriteKeypointPerson(WireBuffer to, KeypointFrame frame, int person)
    {
        var (id, score) = (frame.Id(person), frame.Score(person));
        var keypoints = frame.Keypoints(person);
        var rowLength = keypoints.Length * sizeof(float);
        to.AppendHeader(
            FrameTags.Person,
            1 + ProtobufOutput.VarintLength((ulong)id) + (float.IsFinite(score) ? 1 + sizeof(float) : 0) + ProtobufOutput.BytesLength(rowLength)
        );
        to.AppendInteger(FrameTags.PersonId, id);
        if (float.IsFinite(score))
            to.AppendFloat(FrameTags.PersonScore, score);
        to.AppendHeader(FrameTags.PersonKeypoints, rowLength);
        Span<float> unseen = [0, 0, 0];
        for (var at = 0; at < keypoints.Length; at += 3)
        {
            var joint = keypoints.Slice(at, 3);
            PackedFloats.Write(KeypointFrame.IsSeen(joint) ? joint : unseen, to.Room(rowLength));
            to.Advance(3 * sizeof(float));
        }
    }

    private static int RowLength(ReadOnlySpan<float> row) => row.IsEmpty ? 0 : ProtobufOutput.BytesLength(row.Length * sizeof(float));
}
