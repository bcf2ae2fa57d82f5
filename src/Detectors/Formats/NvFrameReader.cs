using System.Text;
using System.Text.Unicode;
using StreamLift.Detectors.Framing;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Protobuf;

namespace StreamLift.Detectors.Formats;

/// <summary>
/// DeepStream's message of one image in Protobuf, <c>nv.Frame</c>. A pose has a type, pose2D or pose25D, and keypoints with a name and the coordinates x, y,
/// confidence, or x, y, z, confidence. Sources: the descriptor in deepstream_reference_apps, deepstream-tracker-3d-multi-view, utils/schema_pb2.py;
/// DeepStream SDK, nvmsgconv, deepstream_schema/eventmsg_payload.cpp.
/// </summary>
internal static class NvFrameReader
{
    private const int MaxPoses = 1 << 20; // more than a body of any accepted size holds

    public static bool TryRead(ReadOnlySpan<byte> body, ref FrameBuilder frames)
    {
        var reader = new ProtobufReader(body);
        ReadOnlySpan<byte> sensor = default;
        long? number = null;
        long? time = null;
        var fields = 0;
        while (reader.NextField())
        {
            fields |= reader.Tag >> 3 <= NvTags.HighestField ? 1 << (int)(reader.Tag >> 3) : 0;
            var read = reader.Tag switch
            {
                NvTags.Id => TryNumber(ref reader, ref number),
                NvTags.Timestamp => TryTime(ref reader, ref time),
                NvTags.SensorId => reader.TryBytes(out sensor),
                _ => reader.TrySkip(),
            };
            if (!read)
                break;
        }
        if (reader.Failed)
            return frames.Fail(reader.Error.Reason, reader.Error.Detail);
        if ((fields & NvTags.Required) != NvTags.Required)
            return frames.Missing("one of version, id, timestamp and sensorId");
        return frames.TryBegin(number, time, stream: sensor) && TryReadObjects(body, ref frames) && frames.TryEnd();
    }

    private static bool TryReadObjects(ReadOnlySpan<byte> body, ref FrameBuilder frames)
    {
        var reader = new ProtobufReader(body);
        var (index, poses, people) = (0, 0, 0);
        while (reader.NextField())
        {
            if (reader.Tag != NvTags.Object)
            {
                reader.TrySkip();
                continue;
            }
            if (!reader.TryBytes(out var one) || index > MaxPoses)
                break;
            var found = NvObject.Read(one, out var error);
            if (error.IsError)
                return frames.Fail(error.Reason, $"objects[{index}]: {error.Detail}");
            people += found.IsPerson ? 1 : 0;
            poses += found.HasPose ? 1 : 0;
            if (found.HasPose && !TryReadPerson(found, $"objects[{index}]", ref frames) && !frames.TryReject())
                return false;
            index++;
        }
        return poses > 0 || people == 0 || frames.Fail(Rejection.MissingField, "no person has a pose2D or pose25D: the pipeline does not publish poses");
    }

    private static bool TryReadPerson(NvObject found, string where, ref FrameBuilder frames)
    {
        var where2 = $"{where}.pose";
        if (!NamedJoints.TryBegin(found.PoseType, ref frames, out var layout))
            return false;
        var reader = new ProtobufReader(found.Pose);
        while (reader.NextField())
        {
            if (reader.Tag != NvPoseTags.Keypoint)
            {
                reader.TrySkip();
                continue;
            }
            if (reader.TryBytes(out var keypoint) && !TryReadJoint(keypoint, found.PoseType, layout, where2, ref frames))
                return false;
        }
        if (reader.Failed)
            return frames.Fail(reader.Error.Reason, $"{where2}: {reader.Error.Detail}");
        if (!TryId(found.Id, where, ref frames, out var id))
            return false;
        return frames.TryAddPerson(id, found.Confidence, where2);
    }

    private static bool TryReadJoint(ReadOnlySpan<byte> keypoint, string type, Skeleton layout, string where, ref FrameBuilder frames)
    {
        var start = frames.Numbers.Length;
        var name = "";
        var reader = new ProtobufReader(keypoint);
        while (reader.NextField())
        {
            var read = reader.Tag switch
            {
                NvPoseTags.KeypointName => TryText(ref reader, out name),
                NvPoseTags.Coordinates or NvPoseTags.Coordinate => reader.TryFloats(frames.Numbers),
                _ => reader.TrySkip(),
            };
            if (!read)
                break;
        }
        var count = frames.Numbers.Length - start;
        var numbers = frames.Numbers.Row(start, count);
        var expected = type == "pose2D" ? 3 : 4;
        if (reader.Failed)
            return frames.Fail(reader.Error.Reason, $"{where}: {reader.Error.Detail}");
        if (count != expected)
            return frames.Fail(Rejection.KeypointCount, $"{where}: a joint of {type} has {count} coordinates; {expected} were expected");
        var values = (numbers[0], numbers[1], numbers[^1]);
        frames.Numbers.Truncate(start);
        return NamedJoints.TrySet(layout, name, values, where, ref frames);
    }

    private static bool TryId(string text, string where, ref FrameBuilder frames, out long? id)
    {
        id = null;
        if (text.Length == 0 || ulong.TryParse(text, out var number) && number > long.MaxValue)
            return true; // no tracker gave one
        if (!long.TryParse(text, out var signed))
            return frames.Fail(Rejection.InvalidField, $"{where}.id is not a whole number");
        id = signed;
        return true;
    }

    private static bool TryNumber(ref ProtobufReader reader, ref long? number)
    {
        if (!TryText(ref reader, out var text))
            return false;
        number = long.TryParse(text, out var parsed) && parsed >= 0 ? parsed : null;
        return true;
    }

    // google.protobuf.Timestamp: seconds = 1, nanos = 2
    private static bool TryTime(ref ProtobufReader reader, ref long? time)
    {
        if (!reader.TryEnter(out var outer))
            return false;
        long seconds = 0;
        long nanos = 0;
        while (reader.NextField())
        {
            var read = reader.Tag switch
            {
                NvPoseTags.Seconds => reader.TryInt64(out seconds),
                NvPoseTags.Nanos => reader.TryInt64(out nanos),
                _ => reader.TrySkip(),
            };
            if (!read)
                return false;
        }
        reader.Leave(outer);
        // the years 1 to 9999, as the message's definition says
        if (seconds is < -62_135_596_800 or > 253_402_300_799 || nanos is < 0 or > 999_999_999)
            return !reader.Failed && reader.Fail(Rejection.InvalidField, $"timestamp is {seconds} s and {nanos} ns");
        time = (1000 * seconds) + (nanos / 1_000_000);
        return !reader.Failed;
    }

    private static bool TryText(ref ProtobufReader reader, out string text)
    {
        var read = reader.TryBytes(out var bytes);
        text = Encoding.UTF8.GetString(bytes);
        return read && (Utf8.IsValid(bytes) || reader.Malformed("a text is not UTF-8"));
    }
}
