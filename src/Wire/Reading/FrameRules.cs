using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Reading;

/// <summary>The rules for keypoint frames in either encoding, checked once the whole frame was read.</summary>
internal static class FrameRules
{
    /// <summary>Checks the fields, copies them to the frame and sets the joints that were not seen to 0.</summary>
    /// <param name="fields">The fields that were read.</param>
    /// <param name="catalogue">The known layouts, for the error text.</param>
    /// <param name="frame">The frame; its stream and people are already set.</param>
    /// <returns>The first rule that the frame breaks.</returns>
    public static DecodeError Check(ref readonly FrameFields fields, SkeletonCatalogue catalogue, KeypointFrame frame)
    {
        var missing = Missing(in fields, frame);
        if (missing != null)
            return new(Rejection.MissingField, $"{missing} is missing");
        if (fields.Frame < 0)
            return new(Rejection.InvalidField, $"frame is {fields.Frame}; 0 or more was expected");
        if (fields.HasImage && (fields.Width is <= 0 or > int.MaxValue || fields.Height is <= 0 or > int.MaxValue))
            return new(Rejection.InvalidField, $"image is {fields.Width} x {fields.Height} pixels; both must be positive and fit 31 bits");
        if (fields.Layout == null)
        {
            var known = string.Join(", ", catalogue.All);
            return new(Rejection.UnknownLayout, $"layout {QuotedExcerpt.Of(fields.LayoutName)} is not known; known are {known}");
        }
        frame.Layout = fields.Layout;
        (frame.FrameNumber, frame.TimestampMs, frame.Width, frame.Height) = (fields.Frame, fields.TimestampMs, (int)fields.Width, (int)fields.Height);
        for (var person = 0; person < frame.PersonCount; person++)
        {
            var error = CheckPerson(frame, person);
            if (error.IsError)
                return error;
        }
        return default;
    }

    /// <summary>Whether the joint was seen: finite coordinates and a score above 0. (JSON's <c>null</c> is NaN until this check.)</summary>
    /// <param name="joint">x, y, score.</param>
    public static bool IsSeen(ReadOnlySpan<float> joint) => float.IsFinite(joint[0]) && float.IsFinite(joint[1]) && float.IsFinite(joint[2]) && joint[2] > 0;

    /// <summary>The error of the last frame read, with its position in the list.</summary>
    /// <param name="error">The frame's own error.</param>
    /// <param name="frames">The frames read so far.</param>
    /// <param name="total">The length of the list; -1 when the rest of the list is malformed.</param>
    public static DecodeError OfLast(DecodeError error, KeypointFrames frames, int total) =>
        new(error.Reason, total < 0 ? $"frame {frames.Count}: {error.Detail}" : $"frame {frames.Count} of {total}: {error.Detail}");

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

    private static DecodeError CheckPerson(KeypointFrame frame, int person)
    {
        // NaN passes: it is the score of a person without one.
        if (frame.Score(person) is < 0 or > 1)
            return new(Rejection.InvalidField, $"people[{person}].score is {frame.Score(person)}; 0 to 1 was expected");
        var keypoints = frame.WritableKeypoints(person);
        if (keypoints.Length != 3 * frame.Layout.Count)
        {
            var expected = $"{frame.Layout.Name} has {frame.Layout.Count} joints: {3 * frame.Layout.Count} expected";
            return new(Rejection.KeypointCount, $"people[{person}].keypoints has {keypoints.Length} numbers; {expected}");
        }
        for (var at = 0; at < keypoints.Length; at += 3)
        {
            var joint = keypoints.Slice(at, 3);
            if (!IsSeen(joint))
                joint.Clear();
        }
        return default;
    }
}

/// <summary>The fields of a frame that have been read so far. They are checked at the end of the frame, because fields come in any order.</summary>
internal ref struct FrameFields
{
    public bool HasFrame;
    public bool HasTimestamp;
    public bool HasLayout;
    public bool HasImage;
    public bool HasPeople;
    public long Frame;
    public long TimestampMs;
    public long Width;
    public long Height;
    public ReadOnlySpan<byte> LayoutName;
    public Skeleton? Layout;
}
