using StreamLift.Detectors.Json;
using StreamLift.Wire;
using StreamLift.Wire.Protobuf;

namespace StreamLift.Detectors;

/// <summary>
/// Tells formats apart by members that only one of them has. A body with members of two formats has two candidates, and is read as neither. Repeated members
/// all count. Sources: the writers' code, as docs/messages.md lists it.
/// </summary>
internal static class FormatDetector
{
    private static readonly FormatCandidates OpenPose = FormatCandidates.Of(DetectorFormat.OpenPose);
    private static readonly FormatCandidates MMPose = FormatCandidates.Of(DetectorFormat.MMPose);
    private static readonly FormatCandidates AlphaPose = FormatCandidates.Of(DetectorFormat.AlphaPose);
    private static readonly FormatCandidates Coco = FormatCandidates.Of(DetectorFormat.Coco);
    private static readonly FormatCandidates Ultralytics = FormatCandidates.Of(DetectorFormat.Ultralytics);
    private static readonly FormatCandidates DeepStream = FormatCandidates.Of(DetectorFormat.DeepStream);
    private static readonly FormatCandidates DeepStreamMinimal = FormatCandidates.Of(DetectorFormat.DeepStreamMinimal);

    /// <summary>Whether the body is JSON by its first bytes. Files of Windows tools may begin with a byte order mark.</summary>
    public static bool MayBeJson(ReadOnlySpan<byte> body)
    {
        var text = body.StartsWith("\ufeff"u8) ? body[3..] : body;
        return EncodingDetector.Detect(text) == WireEncoding.Json;
    }

    public static FormatCandidates Of(JsonValue root)
    {
        if (root.IsObject)
            return OfObject(root);
        FormatCandidates all = default;
        foreach (var item in root)
        {
            var one = OfItem(item);
            if (one.IsNone)
                return default;
            all |= one;
        }
        return all;
    }

    /// <summary>nv.Frame has a text where StreamLift's frame has a number, and the other way round.</summary>
    public static FormatCandidates OfProtobuf(ReadOnlySpan<byte> body)
    {
        var reader = new ProtobufReader(body);
        var fields = 0;
        while (reader.NextField())
        {
            if (reader.Tag is FrameTags.Frame or FrameTags.TimestampMs or ListTags.Frame)
                return default;
            var number = reader.Tag >> 3;
            if (number <= NvTags.HighestField && (WireType)(reader.Tag & 7) == WireType.Bytes)
                fields |= 1 << (int)number;
            else if (number <= NvTags.HighestField)
                return default;
            if (!reader.TrySkip())
                return default;
        }
        var isFrame = !reader.Failed && (fields & NvTags.Required) == NvTags.Required;
        return isFrame ? FormatCandidates.Of(DetectorFormat.DeepStreamProtobuf) : default;
    }

    private static FormatCandidates OfObject(JsonValue root)
    {
        FormatCandidates found = default;
        var imagesOnly = true;
        var others = OtherMembers.Of(root);
        foreach (var member in root)
        {
            found |= OfRootMember(member, others);
            imagesOnly &= member.IsObject && !OfImage(member).IsNone;
        }
        // by file name: each member is an image
        return imagesOnly && found.IsNone && root.Count > 0 ? AlphaPose : found;
    }

    private static FormatCandidates OfRootMember(JsonValue member, OtherMembers others)
    {
        if (IsOwnMember(member))
            return FormatCandidates.Own;
        if (member.IsList && member.NameIs("people"u8))
            return OfPeople(member, others);
        if (member.IsList && member.NameIs("bodies"u8))
            return OfBodies(member, others);
        // Sapiens has no meta_info, and writes no file without people
        if (member.IsList && member.NameIs("instance_info"u8))
            return member.Count > 0 || others.HasMetaInfo ? MMPose : default;
        if (member.IsList && member.NameIs("annotations"u8))
            return Coco;
        if (member.NameIs("mdsversion"u8) || (member.IsObject && member.NameIs("analyticsModule"u8)))
            return DeepStream;
        return member.NameIs("sensorId"u8) ? DeepStreamMinimal : default;
    }

    // an empty list has no members that only one format has: the version decides
    private static FormatCandidates OfPeople(JsonValue people, OtherMembers others)
    {
        FormatCandidates found = default;
        foreach (var person in people)
        foreach (var member in person)
        {
            if (member.NameIs("pose_keypoints_2d"u8) || member.NameIs("pose_keypoints"u8))
                found |= others.IsAlphaPose ? AlphaPose : OpenPose; // which writes the same people with --format open
            else if (member.NameIs("keypoints"u8))
                found |= FormatCandidates.Own;
        }
        return found.IsNone && people.Count == 0 && others.HasVersionNumber ? OpenPose : found;
    }

    private static FormatCandidates OfImage(JsonValue image)
    {
        FormatCandidates found = default;
        var others = OtherMembers.Of(image);
        foreach (var member in image)
            if (member.IsList && (member.NameIs("bodies"u8) ? !OfBodies(member, others).IsNone : member.NameIs("people"u8) && !OfPeople(member, others).IsNone))
                found |= AlphaPose;
        return found;
    }

    private static FormatCandidates OfBodies(JsonValue bodies, OtherMembers others)
    {
        var hasJoints = false;
        foreach (var body in bodies)
            hasJoints |= body.Member("joints"u8).IsList;
        return hasJoints || (bodies.Count == 0 && others.IsAlphaPose) ? AlphaPose : default;
    }

    private static FormatCandidates OfItem(JsonValue item)
    {
        FormatCandidates found = default;
        if (!item.IsObject)
            return found;
        foreach (var member in item)
        {
            if (IsOwnMember(member))
                found |= FormatCandidates.Own;
            else if (member.NameIs("image_id"u8))
                found |= member.Kind == JsonKind.Text ? AlphaPose : Coco;
            else if (member.IsList && (member.NameIs("instances"u8) || member.NameIs("keypoint_scores"u8)))
                found |= MMPose;
            else if (member.IsObject && (member.NameIs("keypoints"u8) || member.NameIs("box"u8)))
                found |= Ultralytics;
        }
        return found;
    }

    private static bool IsOwnMember(JsonValue member) =>
        member.NameIs("stream"u8) || member.NameIs("timestampMs"u8) || member.NameIs("layout"u8) || member.NameIs("frame"u8);

    // What the other members say where one alone does not decide. They are found once: a body may repeat a member many thousand times.
    private readonly record struct OtherMembers(bool IsAlphaPose, bool HasVersionNumber, bool HasMetaInfo)
    {
        public static OtherMembers Of(JsonValue parent)
        {
            var version = parent.Member("version"u8);
            var isAlphaPose = version.Text.StartsWith("AlphaPose", StringComparison.Ordinal);
            return new(isAlphaPose, version.Kind == JsonKind.Number, parent.Member("meta_info"u8).IsObject);
        }
    }
}

/// <summary>The fields of DeepStream's <c>nv.Frame</c>: version, id, timestamp, sensorId, objects; all up to 12 have a length.</summary>
internal static class NvTags
{
    public const uint Version = (1 << 3) | (uint)WireType.Bytes;
    public const uint Id = (2 << 3) | (uint)WireType.Bytes;
    public const uint Timestamp = (3 << 3) | (uint)WireType.Bytes;
    public const uint SensorId = (4 << 3) | (uint)WireType.Bytes;
    public const uint Object = (5 << 3) | (uint)WireType.Bytes;
    public const uint HighestField = 12;

    // nvmsgconv sets them all; a frame may have no object
    public const int Required = (1 << 1) | (1 << 2) | (1 << 3) | (1 << 4);
}
