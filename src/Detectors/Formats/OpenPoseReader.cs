using StreamLift.Detectors.Framing;
using StreamLift.Detectors.Json;
using StreamLift.Wire;

namespace StreamLift.Detectors.Formats;

/// <summary>
/// OpenPose's JSON of one image. Version 1.0 wrote <c>pose_keypoints</c>. A joint that was not seen is 0, 0, 0; Pose2Sim writes a person who is absent as NaN.
/// Source: OpenPose, doc/02_output.md.
/// </summary>
internal static class OpenPoseReader
{
    public static bool TryRead(JsonValue root, ref FrameBuilder frames)
    {
        var people = root.Member("people"u8);
        if (!people.IsList)
            return frames.Missing("people");
        return frames.TryBegin(null) && TryReadPeople(people, "people", ref frames);
    }

    /// <summary>Adds the people of a list to the frame.</summary>
    public static bool TryReadPeople(JsonValue people, string where, ref FrameBuilder frames)
    {
        var hasAbsent = HasAbsent(people);
        var index = -1;
        foreach (var person in people)
        {
            index++;
            if (hasAbsent && !HasKeypoints(person))
                continue;
            if (!TryReadPerson(person, $"{where}[{index}]", hasAbsent ? index : null, ref frames) && !frames.TryReject())
                return false;
        }
        return true;
    }

    // fallbackId: the id of a person without one; null for the place among those who are there
    private static bool TryReadPerson(JsonValue person, string where, long? fallbackId, ref FrameBuilder frames)
    {
        var older = person.Member("pose_keypoints"u8);
        var keypoints = older.IsList ? older : person.Member("pose_keypoints_2d"u8);
        var name = older.IsList ? "pose_keypoints" : "pose_keypoints_2d";
        if (!PersonFields.TryFlat(keypoints, $"{where}.{name}", ref frames))
            return false;
        // with --body 0 there are faces and hands only
        if (frames.Numbers.Length == 0)
            return frames.Fail(Rejection.MissingField, $"{where}.{name} is empty: the body was not detected, or not asked for");
        return PersonFields.TryId(person.Member("person_id"u8), $"{where}.person_id", ref frames, out var id)
            && frames.TryAddPerson(id ?? fallbackId, float.NaN, $"{where}.{name}");
    }

    // Pose2Sim's association keeps a person's place in the list: one who is absent is {}, or has no keypoints, among others who have some
    private static bool HasAbsent(JsonValue people)
    {
        var (present, absent) = (false, false);
        foreach (var person in people)
        {
            present |= HasKeypoints(person);
            absent |= !HasKeypoints(person);
        }
        return present && absent;
    }

    private static bool HasKeypoints(JsonValue person) => IsFilled(person.Member("pose_keypoints_2d"u8)) || IsFilled(person.Member("pose_keypoints"u8));

    // what is no list is malformed, which the reader says
    private static bool IsFilled(JsonValue keypoints) => keypoints.IsList ? keypoints.GetEnumerator().MoveNext() : keypoints.Kind != JsonKind.None;
}
