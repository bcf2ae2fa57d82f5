using System.Globalization;
using System.Text;
using StreamLift.Detectors.Framing;
using StreamLift.Detectors.Json;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;

namespace StreamLift.Detectors.Formats;

/// <summary>
/// DeepStream's message of one image, nvmsgconv's minimal schema. An object is a text: <c>id|left|top|right|bottom|type</c>, then parts that <c>|#|</c>
/// begins: what is known about it, ending with its confidence, and <c>pose2D|nose,x,y,confidence|…</c> (pose25D has z before the confidence).
/// Source: DeepStream SDK, nvmsgconv, deepstream_schema/eventmsg_payload.cpp.
/// </summary>
internal static class DeepStreamMinimalReader
{
    private const int PersonParts = 6; // gender, age, hair, cap, apparel, confidence

    public static bool TryRead(JsonValue root, ref FrameBuilder frames)
    {
        var objects = root.Member("objects"u8);
        var sensor = root.Member("sensorId"u8);
        if (!objects.IsList || sensor.Kind != JsonKind.Text)
            return frames.Missing(objects.IsList ? "sensorId" : "objects");
        long? number = root.Member("id"u8).TryInteger(out var id) && id >= 0 ? id : null;
        if (
            !NamedJoints.TryTime(root.Member("@timestamp"u8).Text, ref frames, out var time)
            || !frames.TryBegin(number, time, stream: Encoding.UTF8.GetBytes(sensor.Text))
        )
            return false;
        var (index, poses, people) = (0, 0, 0);
        foreach (var one in objects)
        {
            var where = $"objects[{index++}]";
            if (one.Kind != JsonKind.Text)
                return frames.Fail(Rejection.InvalidField, $"{where} is not a text");
            if (!TryReadObject(one.Text, where, ref frames, out var hasPose, out var isPerson) && !frames.TryReject())
                return false;
            poses += hasPose ? 1 : 0;
            people += isPerson ? 1 : 0;
        }
        return poses > 0 || people == 0 || frames.Fail(Rejection.MissingField, "no person has a pose2D or pose25D: the pipeline does not publish poses");
    }

    private static bool TryReadObject(string text, string where, ref FrameBuilder frames, out bool hasPose, out bool isPerson)
    {
        var parts = text.Split("|#|");
        var first = parts[0].Split('|');
        hasPose = false;
        isPerson = first.Length > 5 && first[5].Equals("person", StringComparison.OrdinalIgnoreCase);
        var score = float.NaN;
        for (var i = 1; i < parts.Length; i++)
        {
            var values = parts[i].Split('|');
            if (values[0] is "pose2D" or "pose25D")
            {
                hasPose = true;
                return TryReadPose(values, where, ref frames)
                    && TryId(first[0], where, ref frames, out var id)
                    && frames.TryAddPerson(id, score, $"{where}: {values[0]}");
            }
            if (i == 1 && values.Length == PersonParts && TryNumber(values[^1], out var confidence))
                score = confidence;
        }
        return true;
    }

    private static bool TryReadPose(string[] values, string where, ref FrameBuilder frames)
    {
        if (!NamedJoints.TryBegin(values[0], ref frames, out var layout))
            return false;
        var numbers = values[0] == "pose2D" ? 3 : 4;
        foreach (var value in values.AsSpan(1))
            if (value.Length > 0 && !TryReadJoint(value.Split(','), numbers, layout, $"{where}: {values[0]}", ref frames))
                return false;
        return true;
    }

    private static bool TryReadJoint(string[] joint, int numbers, Skeleton layout, string where, ref FrameBuilder frames)
    {
        var (x, y, score) = (0f, 0f, 0f);
        var isRead = joint.Length == 1 + numbers && TryNumber(joint[1], out x) && TryNumber(joint[2], out y) && TryNumber(joint[^1], out score);
        return isRead
            ? NamedJoints.TrySet(layout, joint[0], (x, y, score), where, ref frames)
            : frames.Fail(Rejection.InvalidField, $"{where} has a joint that is not a name and {numbers} numbers");
    }

    private static bool TryId(string text, string where, ref FrameBuilder frames, out long? id)
    {
        id = null;
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            id = number <= long.MaxValue ? (long)number : null; // the greatest means that no tracker gave one
        else if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            return frames.Fail(Rejection.InvalidField, $"{where} does not begin with the object's id, a whole number");
        return true;
    }

    // C++ writes nan and inf
    private static bool TryNumber(string text, out float number)
    {
        if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            return true;
        number = float.NaN;
        return text.TrimStart('-') is "nan" or "inf";
    }
}
