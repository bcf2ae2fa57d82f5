using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Reading;

/// <summary>What holds for a keypoint frame in either encoding, judged once the whole of it was read.</summary>
internal static class FrameRules
{
    /// <summary>Checks the fields, moves them into the frame and clears the joints that were not seen.</summary>
    /// <param name="fields">As they were read.</param>
    /// <param name="catalogue">The layouts that are known, to name them.</param>
    /// <param name="frame">Holds the stream's name and the people already.</param>
    /// <returns>The first rule broken; the frame's detail then says how.</returns>
    public static Rejection Judge(ref readonly FrameFields fields, SkeletonCatalogue catalogue, KeypointFrame frame)
    {
        string? missing = Missing(in fields, frame);
        if (missing != null)
            return Reject(frame, Rejection.MissingField, $"{missing} is missing");
        if (fields.Frame < 0)
            return Reject(frame, Rejection.InvalidField, $"frame is {fields.Frame}; 0 or more was expected");
        if (fields.HasImage && (fields.Width is <= 0 or > int.MaxValue || fields.Height is <= 0 or > int.MaxValue))
            return Reject(frame, Rejection.InvalidField, $"image is {fields.Width} x {fields.Height} pixels; both must be positive and fit 31 bits");
        if (fields.Layout == null)
            return Reject(
                frame,
                Rejection.UnknownLayout,
                $"layout {QuotedExcerpt.Of(fields.LayoutName)} is not known; known are {string.Join(", ", catalogue.All)}"
            );

        frame.Layout = fields.Layout;
        (frame.FrameNumber, frame.TimestampMs, frame.Width, frame.Height) = (fields.Frame, fields.TimestampMs, (int)fields.Width, (int)fields.Height);
        for (int person = 0; person < frame.PersonCount; person++)
        {
            var rejection = JudgePerson(frame, person);
            if (rejection != Rejection.None)
                return rejection;
        }
        return Rejection.None;
    }

    public static Rejection Reject(KeypointFrame frame, Rejection reason, string detail)
    {
        frame.Detail = detail;
        return reason;
    }

    private static string? Missing(ref readonly FrameFields fields, KeypointFrame frame)
    {
        if (frame.Stream.IsEmpty)
            return "stream";
        if (!fields.HasFrame)
            return "frame";
        if (!fields.HasTimestamp)
            return "timestampMs";
        if (!fields.HasLayout)
            return "layout";
        return fields.HasPeople ? null : "people";
    }

    private static Rejection JudgePerson(KeypointFrame frame, int person)
    {
        // Written so that a NaN passes: it stands for no score.
        if (frame.Score(person) is < 0 or > 1)
            return Reject(frame, Rejection.InvalidField, $"people[{person}].score is {frame.Score(person)}; 0 to 1 was expected");
        var keypoints = frame.Keypoints(person);
        if (keypoints.Length != 3 * frame.Layout.Count)
        {
            return Reject(
                frame,
                Rejection.KeypointCount,
                $"people[{person}].keypoints has {keypoints.Length} numbers; "
                    + $"{frame.Layout.Name} has {frame.Layout.Count} joints: {3 * frame.Layout.Count} expected"
            );
        }
        for (int at = 0; at < keypoints.Length; at += 3)
        {
            var joint = keypoints.Slice(at, 3);
            if (!KeypointRules.IsSeen(joint))
                joint.Clear();
        }
        return Rejection.None;
    }
}

/// <summary>What a joint's three numbers say.</summary>
internal static class KeypointRules
{
    /// <summary>Whether the joint was seen: a place in the image, and a score above 0. (What is <c>null</c> in JSON is NaN until then.)</summary>
    /// <param name="joint">x, y, score.</param>
    public static bool IsSeen(ReadOnlySpan<float> joint) => float.IsFinite(joint[0]) && float.IsFinite(joint[1]) && float.IsFinite(joint[2]) && joint[2] > 0;
}
