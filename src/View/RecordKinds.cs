using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.View;

/// <summary>Tells what a record is by its content.</summary>
public static class RecordKinds
{
    /// <summary>What a record is.</summary>
    /// <param name="encoding">Its encoding.</param>
    /// <param name="body">Its value.</param>
    public static RecordKind Of(WireEncoding encoding, ReadOnlySpan<byte> body)
    {
        var people = new PeopleFrame();
        if (new PeopleDecoder().TryDecode(encoding, body, people, out _) && people.Space == "world")
            return RecordKind.People;
        var poses = new PoseFrames();
        if (new PoseDecoder().TryDecode(encoding, body, poses, out _) && poses.Count > 0 && IsPoses(poses[0]))
            return RecordKind.Poses;
        var decoder = new FrameDecoder(SkeletonCatalogue.BuiltIn, new WireLimits());
        // a layout of the user's own is of a keypoint frame too
        return decoder.TryDecode(encoding, body, new KeypointFrames(), out var error) || error.Reason == Rejection.UnknownLayout
            ? RecordKind.Keypoints
            : RecordKind.Other;
    }

    /// <summary>Why a topic can't be shown, and which one can, to be said after its name.</summary>
    /// <param name="kinds">What its records are, neither people nor poses.</param>
    public static string Refusal(params IEnumerable<RecordKind> kinds) =>
        kinds.Contains(RecordKind.Keypoints)
            ? "holds 2D keypoints, the input of `run`; view the topic of poses that `run` writes, or of people that `fuse` writes"
            : "holds neither people nor poses; view the output topic of `fuse` or `run` (--encoding protobuf, if its records have no content-type header)";

    /// <summary>Whether a decoded frame says that it is of poses. The frames of keypoints can be decoded as one.</summary>
    internal static bool IsPoses(PoseFrame frame) => frame.Layout == Skeletons.H36m17.Name && frame is { Unit: "mm", Space: "camera" };
}
