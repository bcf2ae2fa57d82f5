using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Protobuf;

/// <summary>
/// Writes the message <c>PeopleFrame</c> of <c>poses.proto</c>, part by part. Fields that have their default value are left out, as by Protobuf's own writers.
/// </summary>
internal static class ProtobufPeopleWriter
{
    private const int DoubleLength = 1 + sizeof(double);

    public static void Begin(WireBuffer to, ReadOnlySpan<byte> rig, long sequence, double timestampMs)
    {
        to.AppendBytes(PeopleTags.Rig, rig);
        if (sequence != 0)
            to.AppendInteger(PeopleTags.Sequence, sequence);
        if (!IsDefault(timestampMs))
            to.AppendDouble(PeopleTags.TimestampMs, timestampMs);
        to.AppendBytes(PeopleTags.Layout, "h36m17"u8);
        to.AppendBytes(PeopleTags.Unit, "mm"u8);
        to.AppendBytes(PeopleTags.Space, "world"u8);
    }

    public static void WriteCamera(WireBuffer to, ReadOnlySpan<byte> stream, long frame, double timestampMs)
    {
        to.AppendHeader(
            PeopleTags.Camera,
            ProtobufOutput.BytesLength(stream.Length) + ProtobufOutput.IntegerLength(frame) + (IsDefault(timestampMs) ? 0 : DoubleLength)
        );
        to.AppendBytes(PeoplePartTags.CameraStream, stream);
        if (frame != 0)
            to.AppendInteger(PeoplePartTags.CameraFrame, frame);
        if (!IsDefault(timestampMs))
            to.AppendDouble(PeoplePartTags.CameraTimestampMs, timestampMs);
    }

    public static void WritePerson(WireBuffer to, in WorldPerson person)
    {
        var hasReprojection = float.IsFinite(person.Reprojection);
        var pointsLength = ProtobufOutput.BytesLength(person.PointsLayout.Length) + ProtobufOutput.FloatsLength(person.Points);
        var viewsLength = 0;
        foreach (var view in person.Views)
            viewsLength += ProtobufOutput.VarintLength((ulong)view);
        to.AppendHeader(
            PeopleTags.Person,
            ProtobufOutput.IntegerLength(person.Id)
                + ProtobufOutput.FloatsLength(person.Joints)
                + ProtobufOutput.FloatsLength(person.Sigma)
                + ProtobufOutput.BytesLength(person.Source.Length)
                + (viewsLength == 0 ? 0 : ProtobufOutput.BytesLength(viewsLength))
                + (hasReprojection ? 1 + sizeof(float) : 0)
                + ProtobufOutput.FloatsLength(person.Smooth)
                + (person.PointsLayout.IsEmpty ? 0 : ProtobufOutput.BytesLength(pointsLength))
        );
        if (person.Id != 0)
            to.AppendInteger(PeoplePartTags.Id, person.Id);
        AppendFloats(to, PeoplePartTags.Joints, person.Joints);
        AppendFloats(to, PeoplePartTags.Sigma, person.Sigma);
        to.AppendBytes(PeoplePartTags.Source, person.Source);
        if (viewsLength > 0)
            to.AppendHeader(PeoplePartTags.Views, viewsLength);
        foreach (var view in person.Views)
            to.AppendVarint((ulong)view);
        if (hasReprojection)
            to.AppendFloat(PeoplePartTags.Reprojection, person.Reprojection);
        AppendFloats(to, PeoplePartTags.Smooth, person.Smooth);
        if (person.PointsLayout.IsEmpty)
            return;
        to.AppendHeader(PeoplePartTags.Points, pointsLength);
        to.AppendBytes(PeoplePartTags.PointsLayout, person.PointsLayout);
        AppendFloats(to, PeoplePartTags.Positions, person.Points);
    }

    private static void AppendFloats(WireBuffer to, uint tag, ReadOnlySpan<float> floats)
    {
        if (!floats.IsEmpty)
            to.AppendFloats(tag, floats);
    }

    // Protobuf's default of a double is the bits of 0: −0 is written.
    private static bool IsDefault(double value) => BitConverter.DoubleToInt64Bits(value) == 0;
}
