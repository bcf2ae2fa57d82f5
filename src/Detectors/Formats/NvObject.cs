using System.Text;
using StreamLift.Wire;
using StreamLift.Wire.Protobuf;

namespace StreamLift.Detectors.Formats;

/// <summary>What is needed of an <c>nv.Object</c>: id = 1, type = 3, confidence = 4, pose = 7, whose type is 1.</summary>
internal readonly ref struct NvObject
{
    public string Id { get; private init; }

    public bool IsPerson { get; private init; }

    public float Confidence { get; private init; }

    /// <summary>The message <c>nv.Pose</c>.</summary>
    public ReadOnlySpan<byte> Pose { get; private init; }

    public string PoseType { get; private init; }

    /// <summary>Whether there is a pose with points of the image.</summary>
    public bool HasPose => PoseType is "pose2D" or "pose25D";

    public static NvObject Read(ReadOnlySpan<byte> message, out DecodeError error)
    {
        var reader = new ProtobufReader(message);
        ReadOnlySpan<byte> id = default;
        ReadOnlySpan<byte> type = default;
        ReadOnlySpan<byte> pose = default;
        var confidence = float.NaN;
        while (reader.NextField())
        {
            var read = reader.Tag switch
            {
                NvPoseTags.ObjectId => reader.TryBytes(out id),
                NvPoseTags.ObjectType => reader.TryBytes(out type),
                NvPoseTags.ObjectConfidence => reader.TryFloat(out confidence),
                NvPoseTags.ObjectPose => reader.TryBytes(out pose),
                _ => reader.TrySkip(),
            };
            if (!read)
                break;
        }
        error = reader.Error;
        return new NvObject
        {
            Id = Encoding.UTF8.GetString(id),
            IsPerson = Encoding.UTF8.GetString(type).Equals("person", StringComparison.OrdinalIgnoreCase),
            Confidence = confidence,
            Pose = pose,
            PoseType = error.IsError ? "" : TypeOf(pose, out error),
        };
    }

    private static string TypeOf(ReadOnlySpan<byte> pose, out DecodeError error)
    {
        var reader = new ProtobufReader(pose);
        ReadOnlySpan<byte> type = default;
        while (reader.NextField())
        {
            if (!(reader.Tag == NvPoseTags.PoseType ? reader.TryBytes(out type) : reader.TrySkip()))
                break;
        }
        error = reader.Error;
        return Encoding.UTF8.GetString(type);
    }
}

/// <summary>The tags below <c>nv.Frame</c>: the number of the field times 8, plus the wire type.</summary>
internal static class NvPoseTags
{
    public const uint ObjectId = (1 << 3) | (uint)WireType.Bytes;
    public const uint ObjectType = (3 << 3) | (uint)WireType.Bytes;
    public const uint ObjectConfidence = (4 << 3) | (uint)WireType.Fixed32;
    public const uint ObjectPose = (7 << 3) | (uint)WireType.Bytes;
    public const uint PoseType = (1 << 3) | (uint)WireType.Bytes;
    public const uint Keypoint = (2 << 3) | (uint)WireType.Bytes;
    public const uint KeypointName = (1 << 3) | (uint)WireType.Bytes;
    public const uint Coordinates = (2 << 3) | (uint)WireType.Bytes;
    public const uint Coordinate = (2 << 3) | (uint)WireType.Fixed32; // not packed
    public const uint Seconds = (1 << 3) | (uint)WireType.Varint;
    public const uint Nanos = (2 << 3) | (uint)WireType.Varint;
}
