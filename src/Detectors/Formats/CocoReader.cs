using StreamLift.Detectors.Framing;
using StreamLift.Detectors.Json;
using StreamLift.Wire;

namespace StreamLift.Detectors.Formats;

/// <summary>
/// COCO's keypoint results, a list of people with the number of their image; or a data set, with <c>annotations</c> instead and the sizes of the
/// <c>images</c>, of which those without people are frames too. Source: cocodataset.org, "Results format".
/// </summary>
internal static class CocoReader
{
    public static bool TryRead(JsonValue root, ref FrameBuilder frames)
    {
        var people = root.IsList ? root : root.Member("annotations"u8);
        if (!people.IsList)
            return frames.Missing("annotations");
        frames.MarkList();
        var order = new FrameOrder();
        return TryOrder(root.Member("images"u8), "id"u8, "images", order, ref frames)
            && TryOrder(people, "image_id"u8, "people", order, ref frames)
            && TryReadFrames(root, order, ref frames);
    }

    private static bool TryOrder(JsonValue list, ReadOnlySpan<byte> name, string where, FrameOrder order, ref FrameBuilder frames)
    {
        var index = 0;
        foreach (var item in list)
        {
            if (!item.Member(name).TryInteger(out var number))
                return frames.Fail(Rejection.MissingField, $"the image's number of {where}[{index}] is missing, or not a whole number");
            order.Add(number, item.Index);
            index++;
        }
        order.Sort();
        return true;
    }

    private static bool TryReadFrames(JsonValue root, FrameOrder order, ref FrameBuilder frames)
    {
        for (var i = 0; i < order.Count; i++)
        {
            var item = root.At(order.Node(i));
            var isPerson = item.Member("image_id"u8).Kind != JsonKind.None;
            if (i == 0 || order.Number(i) != order.Number(i - 1))
            {
                var (width, height) = Size(root, order, i);
                if (!frames.TryBegin(order.Number(i), width: width, height: height))
                    return false;
            }
            // what is no person has no keypoints, and a person of whom none is labelled has none either
            var isLabelled = isPerson && item.Member("keypoints"u8).Kind != JsonKind.None;
            if (isLabelled && !TryReadPerson(item, order.Number(i), ref frames) && !frames.TryReject())
                return false;
        }
        return true;
    }

    private static bool TryReadPerson(JsonValue person, long image, ref FrameBuilder frames)
    {
        var where = $"keypoints of image {image}";
        return PersonFields.TryFlat(person.Member("keypoints"u8), where, ref frames)
            && PersonFields.TryId(person.Member("track_id"u8), $"track_id of image {image}", ref frames, out var id)
            && PersonFields.TryScore(person.Member("score"u8), $"score of image {image}", ref frames, out var score)
            && frames.TryAddPerson(id, score, where);
    }

    // the size is that of the frame's entry in the list of images, if any
    private static (int Width, int Height) Size(JsonValue root, FrameOrder order, int first)
    {
        for (var i = first; i < order.Count && order.Number(i) == order.Number(first); i++)
        {
            var item = root.At(order.Node(i));
            if (item.Member("width"u8).TryInteger(out var width) && item.Member("height"u8).TryInteger(out var height))
                return width is > 0 and <= int.MaxValue && height is > 0 and <= int.MaxValue ? ((int)width, (int)height) : default;
        }
        return default;
    }
}
