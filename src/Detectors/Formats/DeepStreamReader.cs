using System.Text;
using StreamLift.Detectors.Framing;
using StreamLift.Detectors.Json;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;

namespace StreamLift.Detectors.Formats;

/// <summary>
/// DeepStream's message of one object, nvmsgconv's full schema. It writes numbers as integers, so that a confidence is 0 or 1: a joint with confidence 0 and
/// a place was seen. Source: deepstream_reference_apps, deepstream-bodypose-3d, eventmsg_payload.cpp.
/// </summary>
internal static class DeepStreamReader
{
    public static bool TryRead(JsonValue root, ref FrameBuilder frames)
    {
        var found = root.Member("object"u8);
        if (!found.IsObject)
            return frames.Missing("object");
        if (root.Member("mdsversion"u8).Kind == JsonKind.None || root.Member("messageid"u8).Kind == JsonKind.None)
            return frames.Missing(root.Member("messageid"u8).Kind == JsonKind.None ? "messageid" : "mdsversion");
        var flat = found.Member("pose2D"u8);
        var half = found.Member("pose25D"u8);
        if (!flat.IsObject && !half.IsObject)
            return frames.Fail(
                Rejection.MissingField,
                found.Member("pose3D"u8).IsObject
                    ? "object has only pose3D, a pose in space: publish pose25D, or pose2D"
                    : "object has neither pose2D nor pose25D: it is no person, or its pose was not published"
            );
        return NamedJoints.TryTime(root.Member("@timestamp"u8).Text, ref frames, out var time)
            && frames.TryBegin(null, time, stream: Encoding.UTF8.GetBytes(root.Member("sensor"u8).Member("id"u8).Text))
            && TryReadPerson(found, flat.IsObject ? flat : half, flat.IsObject ? "pose2D" : "pose25D", ref frames);
    }

    private static bool TryReadPerson(JsonValue person, JsonValue pose, string name, ref FrameBuilder frames)
    {
        if (!NamedJoints.TryBegin(name, ref frames, out var layout))
            return false;
        foreach (var joint in pose)
            if (!TryReadJoint(joint, layout, $"object.{name}", ref frames))
                return false;
        return TryTrackingId(person.Member("id"u8), "object.id", ref frames, out var id)
            && PersonFields.TryScore(person.Member("person"u8).Member("confidence"u8), "object.person.confidence", ref frames, out var score)
            && frames.TryAddPerson(id, score, $"object.{name}");
    }

    private static bool TryReadJoint(JsonValue joint, Skeleton layout, string where, ref FrameBuilder frames)
    {
        var confidence = joint.Member("confidence"u8);
        var score = 0f;
        if (
            !joint.Member("x"u8).TryFloat(out var x)
            || !joint.Member("y"u8).TryFloat(out var y)
            || (confidence.Kind != JsonKind.None && !confidence.TryFloat(out score))
        )
            return frames.Fail(Rejection.InvalidField, $"{where}.{joint.Name} is not an object with numbers x, y and confidence");
        var isSeen = x != 0 || y != 0;
        return NamedJoints.TrySet(layout, joint.Name, (x, y, isSeen && score == 0 ? 1 : score), where, ref frames);
    }

    /// <summary>Reads an object's id, a 64-bit number without sign as text. The greatest means that no tracker gave one.</summary>
    public static bool TryTrackingId(JsonValue value, string where, ref FrameBuilder frames, out long? id) =>
        ulong.TryParse(value.RawText, out var number) && number > long.MaxValue ? (id = null) is null : PersonFields.TryId(value, where, ref frames, out id);
}
