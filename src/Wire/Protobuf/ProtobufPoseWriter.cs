using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Protobuf;

/// <summary>
/// Writes the message <c>PoseFrame</c> of <c>poses.proto</c>, part by part. Fields that have their default value are left out, as by Protobuf's own writers.
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

    /// <summary>Appends what is known of the keypoints.</summary>
    public static void AppendInput(WireBuffer to, ReadOnlySpan<byte> layout, int width, int height)
    {
        if (!layout.IsEmpty)
            to.AppendBytes(PoseTags.InputLayout, layout);
        if (width > 0)
            ProtobufFrameWriter.AppendImage(to, PoseTags.Image, width, height);
    }

    public static void WritePerson(
        WireBuffer to,
        long id,
        float score,
        ReadOnlySpan<float> joints,
        ReadOnlySpan<float> sigma,
        ReadOnlySpan<float> keypoints,
        ReadOnlySpan<byte> rejected
    )
    {
        var idLength = ProtobufOutput.IntegerLength(id);
        var scoreLength = float.IsFinite(score) ? 1 + sizeof(float) : 0;
        var rejectedLength = rejected.IsEmpty ? 0 : ProtobufOutput.BytesLength(rejected.Length);
        to.AppendHeader(
            PoseTags.Person,
            idLength
                + scoreLength
                + ProtobufOutput.FloatsLength(joints)
                + ProtobufOutput.FloatsLength(sigma)
                + rejectedLength
                + ProtobufOutput.FloatsLength(keypoints)
        );
        if (idLength > 0)
            to.AppendInteger(PoseTags.PersonId, id);
        if (scoreLength > 0)
            to.AppendFloat(PoseTags.PersonScore, score);
        if (!joints.IsEmpty)
            to.AppendFloats(PoseTags.PersonJoints, joints);
        if (!sigma.IsEmpty)
            to.AppendFloats(PoseTags.PersonSigma, sigma);
        if (rejectedLength > 0)
            to.AppendBytes(PoseTags.PersonRejected, rejected);
        if (!keypoints.IsEmpty)
            ProtobufFrameWriter.AppendKeypoints(to, PoseTags.PersonKeypoints, keypoints);
    }
}
