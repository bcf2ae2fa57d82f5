using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Fuser.Stage;

/// <summary>Checks that decoded pose frames have what the second stage needs. Poll thread only.</summary>
/// <param name="layouts">The layouts that keypoints may have.</param>
/// <param name="limits">The limits of a record.</param>
internal sealed class PoseFrameCheck(SkeletonCatalogue layouts, WireLimits limits)
{
    private Skeleton? _last; // most frames have the layout of the frame before

    /// <summary>Checks a record's size, before it is decoded.</summary>
    public DecodeError Size(int bytes) =>
        bytes > limits.MaxBytes ? new(Rejection.TooManyBytes, $"the record has {bytes} bytes; at most {limits.MaxBytes} are allowed (--max-bytes)") : default;

    /// <summary>Checks the frames of a record.</summary>
    public DecodeError Frames(PoseFrames frames)
    {
        if (frames.Count > limits.MaxFrames)
            return new(Rejection.TooManyFrames, $"the record has {frames.Count} frames; at most {limits.MaxFrames} are allowed (--max-frames)");
        for (var i = 0; i < frames.Count; i++)
        {
            var error = Check(frames[i]);
            if (error.IsError)
                return frames.IsList ? new(error.Reason, $"frame {i + 1} of {frames.Count}: {error.Detail}") : error;
        }

        return default;
    }

    /// <summary>The layout of a frame's keypoints; null for a frame that names none or an unknown one.</summary>
    public Skeleton? LayoutOf(PoseFrame frame)
    {
        var name = frame.InputLayout;
        if (_last is { } last && last.Name == name)
            return last;
        return name.Length > 0 && layouts.TryGet(name, out var found) ? _last = found : null;
    }

    private DecodeError Check(PoseFrame frame)
    {
        if (frame.Layout != Skeletons.H36m17.Name || frame.Unit != "mm" || frame.Space != "camera")
            return new(
                Rejection.InvalidField,
                $"layout \"{frame.Layout}\", unit \"{frame.Unit}\", space \"{frame.Space}\": not a pose record, which has h36m17, mm and camera; "
                    + "--input is the topic that streamlift run writes"
            );
        if (frame.PersonCount > limits.MaxPeople)
            return new(Rejection.TooManyPeople, $"the frame has {frame.PersonCount} people; at most {limits.MaxPeople} are allowed (--max-people)");
        for (var person = 0; person < frame.PersonCount; person++)
        {
            var keypoints = frame.Keypoints(person);
            // one whose own content is wrong has none
            if (keypoints.IsEmpty && frame.Rejected(person).Length > 0)
                continue;
            if (keypoints.IsEmpty)
                return new(
                    Rejection.MissingField,
                    $"people[{person}].keypoints is missing: run --with-keypoints adds the keypoints that the second stage needs"
                );
            if (LayoutOf(frame) is not { } layout)
                return new(
                    Rejection.UnknownLayout,
                    $"inputLayout \"{frame.InputLayout}\" is not known; give the file that run has with --layouts to the second stage too"
                );
            if (keypoints.Length != 3 * layout.Count)
                return new(Rejection.KeypointCount, $"people[{person}].keypoints has {keypoints.Length} numbers; {layout.Name} has {3 * layout.Count}");
            if (frame.Lifted(person) && frame.Joints(person).Length != 3 * ViewJoints)
                return new(Rejection.KeypointCount, $"people[{person}].joints has {frame.Joints(person).Length} numbers; h36m17 has {3 * ViewJoints}");
        }

        return default;
    }

    private const int ViewJoints = Capture.Views.ViewFrame.BodyJoints;
}
