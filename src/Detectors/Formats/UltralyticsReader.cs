using StreamLift.Detectors.Framing;
using StreamLift.Detectors.Json;
using StreamLift.Wire;

namespace StreamLift.Detectors.Formats;

/// <summary>
/// Ultralytics' <c>result.to_json()</c> of one image. With <c>normalize=True</c>, and in old releases, coordinates are fractions of the image. A joint below
/// its confidence limit is 0, 0. Source: Ultralytics, ultralytics/engine/results.py.
/// </summary>
internal static class UltralyticsReader
{
    public static bool TryRead(JsonValue root, ref FrameBuilder frames)
    {
        if (!root.IsList)
            return frames.Fail(Rejection.InvalidField, "a list was expected");
        frames.Normalised |= AreFractions(root);
        if (!frames.TryBegin(null))
            return false;
        var index = 0;
        foreach (var item in root)
        {
            var where = $"[{index++}]";
            // a model of many classes finds things too; a person without keypoints is from a model that has none
            var isThing = !item.Member("keypoints"u8).IsObject && item.Member("name"u8).Text != "person" && item.Member("box"u8).IsObject;
            if (!isThing && !TryReadPerson(item, where, ref frames) && !frames.TryReject())
                return false;
        }
        return true;
    }

    private static bool TryReadPerson(JsonValue person, string where, ref FrameBuilder frames)
    {
        var keypoints = person.Member("keypoints"u8);
        if (!keypoints.IsObject)
            return frames.Fail(Rejection.MissingField, $"{where}.keypoints is missing: use a pose model");
        return TryReadKeypoints(keypoints, $"{where}.keypoints", ref frames)
            && PersonFields.TryId(person.Member("track_id"u8), $"{where}.track_id", ref frames, out var id)
            && PersonFields.TryScore(person.Member("confidence"u8), $"{where}.confidence", ref frames, out var score)
            && frames.TryAddPerson(id, score, $"{where}.keypoints");
    }

    private static bool TryReadKeypoints(JsonValue keypoints, string where, ref FrameBuilder frames)
    {
        var x = keypoints.Member("x"u8);
        var y = keypoints.Member("y"u8);
        var visible = keypoints.Member("visible"u8);
        if (!x.IsList || !y.IsList)
            return frames.Missing($"{where}.{(x.IsList ? "y" : "x")}");
        var joints = x.Count;
        if (y.Count != joints || (visible.IsList && visible.Count != joints))
            return frames.Fail(Rejection.KeypointCount, $"{where}: the lists x, y and visible differ in length");
        frames.Numbers.Truncate(0);
        var ys = y.GetEnumerator();
        var scores = visible.GetEnumerator();
        foreach (var one in x)
        {
            ys.MoveNext();
            var score = 1f;
            var isRead = !scores.MoveNext() || scores.Current.TryFloat(out score);
            var room = frames.Numbers.Reserve(3);
            if (!one.TryFloat(out room[0]) || !ys.Current.TryFloat(out room[1]) || !isRead)
                return frames.Fail(Rejection.InvalidField, $"{where}: x, y and visible must be lists of numbers");
            room[2] = room[0] == 0 && room[1] == 0 ? 0 : score;
            frames.Numbers.Advance(3);
        }
        return true;
    }

    private static bool AreFractions(JsonValue root)
    {
        var any = false;
        foreach (var item in root)
        {
            var keypoints = item.Member("keypoints"u8);
            foreach (var x in keypoints.Member("x"u8))
                if (!IsFraction(x, ref any))
                    return false;
            foreach (var y in keypoints.Member("y"u8))
                if (!IsFraction(y, ref any))
                    return false;
        }
        return any;
    }

    private static bool IsFraction(JsonValue value, ref bool any)
    {
        if (!value.TryFloat(out var number) || !float.IsFinite(number) || number == 0)
            return true;
        any = true;
        return number is > 0 and <= 1;
    }
}
