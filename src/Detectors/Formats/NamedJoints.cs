using System.Globalization;
using StreamLift.Detectors.Framing;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;

namespace StreamLift.Detectors.Formats;

/// <summary>
/// Collects the joints that DeepStream names, in any order and not all of them: its pose2D has OpenPose's 18, its pose25D those of BodyPose3DNet.
/// Source: deepstream_reference_apps, deepstream-bodypose-3d, eventmsg_payload.cpp.
/// </summary>
internal static class NamedJoints
{
    /// <summary>Begins a person: all joints are not seen.</summary>
    /// <param name="pose">DeepStream's name of the pose: pose2D or pose25D.</param>
    /// <param name="frames">Receives the numbers.</param>
    /// <param name="layout">The layout of the joints.</param>
    public static bool TryBegin(string pose, ref FrameBuilder frames, out Skeleton layout)
    {
        layout = Skeletons.Coco17;
        var name = pose == "pose2D" ? "coco18" : "nvidia34";
        if (!frames.Layouts.TryGet(name, out var found))
            return frames.Fail(Rejection.UnknownLayout, $"{pose} has the joints of {name}, but that layout is not known: describe it in a --layouts file");
        layout = found;
        frames.Numbers.Truncate(0);
        frames.Numbers.Reserve(3 * layout.Count)[..(3 * layout.Count)].Clear();
        frames.Numbers.Advance(3 * layout.Count);
        return true;
    }

    /// <summary>Sets a joint.</summary>
    public static bool TrySet(Skeleton layout, string joint, (float X, float Y, float Score) values, string where, ref FrameBuilder frames)
    {
        var index = JointNames.IndexIn(layout, joint);
        if (index < 0)
            return frames.Fail(Rejection.InvalidField, $"{where} names a joint \"{Short(joint)}\", and {layout.Name} has none of that name");
        var numbers = frames.Numbers.Row(3 * index, 3);
        (numbers[0], numbers[1], numbers[2]) = values;
        return true;
    }

    /// <summary>Parses a time, ISO 8601.</summary>
    public static bool TryTime(string text, ref FrameBuilder frames, out long? timestampMs)
    {
        timestampMs = null;
        if (text.Length == 0)
            return true;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return frames.Fail(Rejection.InvalidField, $"@timestamp is \"{Short(text)}\"; a time such as 2026-01-31T12:00:00.000Z was expected");
        timestampMs = time.ToUnixTimeMilliseconds();
        return true;
    }

    // for one line of a log: short, without control characters
    private static string Short(string text) => string.Concat(text.Take(60).Select(letter => char.IsControl(letter) ? '\ufffd' : letter));
}
