using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Protobuf;

/// <summary>
/// Writes the pieces of the message <c>PoseFrame</c> of <c>poses.proto</c>. What equals its default is left out, as by Protobuf's own writers.
/// </summary>
internal static class ProtobufPoseWriter
{
    public static void Begin(WireBuffer to, ReadOnlySpan<byte> stream, long frame, long timestampMs, ReadOnlySpan<byte> model)
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

    public static void Person(WireBuffer to, long id, float score, ReadOnlySpan<float> joints, ReadOnlySpan<float> sigma)
    {
        int idLength = id == 0 ? 0 : 1 + ProtobufOutput.VarintLength((ulong)id);
        int scoreLength = float.IsFinite(score) ? 1 + sizeof(float) : 0;
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

    private static int RowLength(ReadOnlySpan<float> row) => row.IsEmpty ? 0 : ProtobufOutput.BytesLength(row.Length * sizeof(float));
}
