using StreamLift.Detectors.Framing;
using StreamLift.Detectors.Json;
using StreamLift.Wire;

namespace StreamLift.Detectors.Formats;

/// <summary>
/// MMPose's predictions. The demos write <c>{"meta_info", "instance_info"}</c>, the inferencer the list alone; of a video it is a list of
/// <c>{"frame_id", "instances"}</c>, of an image a list of instances. The box is not read: the demos nest it once too often.
/// Source: MMPose, demo/ and mmpose/apis/inferencers/base_mmpose_inferencer.py.
/// </summary>
internal static class MMPoseReader
{
    public static bool TryRead(JsonValue root, ref FrameBuilder frames)
    {
        var list = root.IsList ? root : root.Member("instance_info"u8);
        if (!list.IsList)
            return frames.Missing("instance_info");
        frames.Layouts.Name(JointsOf(root));
        var isVideo = false;
        foreach (var item in list)
            isVideo |= item.Member("instances"u8).IsList;
        if (!isVideo)
            return frames.TryBegin(null) && TryReadInstances(list, root.IsList ? "" : "instance_info", ref frames);
        frames.MarkList();
        return TryReadVideo(list, ref frames);
    }

    private static bool TryReadVideo(JsonValue list, ref FrameBuilder frames)
    {
        var order = new FrameOrder();
        var index = 0;
        foreach (var item in list)
        {
            if (!item.Member("frame_id"u8).TryInteger(out var number))
                return frames.Fail(Rejection.MissingField, $"frame_id of frame {index} is missing, or not a whole number");
            order.Add(number, item.Index);
            index++;
        }
        order.Sort();
        for (var i = 0; i < order.Count; i++)
        {
            var number = order.Number(i);
            if (i > 0 && number == order.Number(i - 1))
                return frames.Fail(Rejection.InvalidField, $"frame_id {number} comes twice");
            var instances = list.At(order.Node(i)).Member("instances"u8);
            if (!instances.IsList)
                return frames.Missing($"instances of frame {number}");
            if (!frames.TryBegin(number) || !TryReadInstances(instances, $"instances of frame {number}", ref frames))
                return false;
        }
        return true;
    }

    private static bool TryReadInstances(JsonValue instances, string where, ref FrameBuilder frames)
    {
        var index = 0;
        foreach (var instance in instances)
        {
            if (!TryReadInstance(instance, $"{where}[{index++}]", ref frames) && !frames.TryReject())
                return false;
        }
        return true;
    }

    private static bool TryReadInstance(JsonValue instance, string where, ref FrameBuilder frames) =>
        TryReadKeypoints(instance, where, ref frames)
        && PersonFields.TryId(instance.Member("track_id"u8), $"{where}.track_id", ref frames, out var id)
        && PersonFields.TryScore(instance.Member("bbox_score"u8), $"{where}.bbox_score", ref frames, out var score)
        && frames.TryAddPerson(id, score, $"{where}.keypoints");

    private static bool TryReadKeypoints(JsonValue instance, string where, ref FrameBuilder frames)
    {
        var points = instance.Member("keypoints"u8);
        var scores = instance.Member("keypoint_scores"u8);
        if (!points.IsList || !scores.IsList)
            return frames.Missing($"{where}.{(points.IsList ? "keypoint_scores" : "keypoints")}");
        frames.Numbers.Truncate(0);
        var (joints, scored) = (points.Count, scores.Count);
        if (joints != scored)
            return frames.Fail(Rejection.KeypointCount, $"{where} has {joints} keypoints and {scored} keypoint_scores");
        var each = scores.GetEnumerator();
        foreach (var point in points)
        {
            each.MoveNext();
            var before = frames.Numbers.Length;
            if (!point.TryNumbers(frames.Numbers) || !each.Current.TryFloat(out var score))
                return frames.Fail(Rejection.InvalidField, $"{where}.keypoints is not a list of [x, y] with a number for each in keypoint_scores");
            if (frames.Numbers.Length - before == 3)
                return frames.Fail(Rejection.InvalidField, $"{where}.keypoints has three numbers a joint: these are poses in space, not points of an image");
            if (frames.Numbers.Length - before != 2)
                return frames.Fail(Rejection.InvalidField, $"{where}.keypoints is not a list of [x, y]");
            frames.Numbers.Reserve(1)[0] = score;
            frames.Numbers.Advance(1);
        }
        return true;
    }

    // the joints' names in their order, empty when not all are there
    private static string[] JointsOf(JsonValue root)
    {
        var names = root.Member("meta_info"u8).Member("keypoint_id2name"u8);
        if (!names.IsObject || names.Count > 1024)
            return [];
        var joints = new string[names.Count];
        foreach (var name in names)
            if (int.TryParse(name.Name, out var joint) && (uint)joint < (uint)joints.Length)
                joints[joint] = name.Text;
        return joints.Contains(null) ? [] : joints;
    }
}
