using StreamLift.Detectors.Framing;
using StreamLift.Detectors.Json;
using StreamLift.Wire;

namespace StreamLift.Detectors.Formats;

/// <summary>
/// AlphaPose's results: a list of people, each with the name of an image; or, with <c>--format cmu</c> and <c>open</c>, the people of each image under its
/// name, or of one image alone. Source: AlphaPose, alphapose/utils/pPose_nms.py.
/// </summary>
internal static class AlphaPoseReader
{
    public static bool TryRead(JsonValue root, ref FrameBuilder frames)
    {
        if (root.IsObject && PeopleOf(root).IsList)
            return frames.TryBegin(null) && TryReadImage(root, "the image", ref frames);
        var order = new FrameOrder();
        if (!TryOrder(root, order, ref frames))
            return false;
        frames.MarkList();
        return root.IsObject ? TryReadImages(root, order, ref frames) : TryReadList(root, order, ref frames);
    }

    private static bool TryReadList(JsonValue root, FrameOrder order, ref FrameBuilder frames)
    {
        for (var i = 0; i < order.Count; i++)
        {
            var person = root.At(order.Node(i));
            var image = person.Member("image_id"u8).Text;
            if (i == 0 || order.Number(i) != order.Number(i - 1))
            {
                if (!frames.TryBegin(NumberOf(image)))
                    return false;
            }
            else if (root.At(order.Node(i - 1)).Member("image_id"u8).Text is var before && before != image)
                return SameNumber(before, image, ref frames);
            if (!TryReadPerson(person, image, ref frames) && !frames.TryReject())
                return false;
        }
        return true;
    }

    private static bool TryReadPerson(JsonValue person, string image, ref FrameBuilder frames) =>
        PersonFields.TryFlat(person.Member("keypoints"u8), $"keypoints of image {image}", ref frames)
        && PersonFields.TryId(person.Member("idx"u8), $"idx of image {image}", ref frames, out var id)
        && PersonFields.TryScore(person.Member("score"u8), $"score of image {image}", ref frames, out var score)
        && frames.TryAddPerson(id, score, $"keypoints of image {image}");

    private static bool TryReadImages(JsonValue root, FrameOrder order, ref FrameBuilder frames)
    {
        for (var i = 0; i < order.Count; i++)
        {
            var image = root.At(order.Node(i));
            if (i > 0 && order.Number(i) == order.Number(i - 1))
                return SameNumber(root.At(order.Node(i - 1)).Name, image.Name, ref frames);
            if (!frames.TryBegin(NumberOf(image.Name)) || !TryReadImage(image, $"image {image.Name}", ref frames))
                return false;
        }
        return true;
    }

    private static bool TryReadImage(JsonValue image, string where, ref FrameBuilder frames)
    {
        var bodies = image.Member("bodies"u8);
        if (!bodies.IsList)
            return image.Member("people"u8) is { IsList: true } people
                ? OpenPoseReader.TryReadPeople(people, $"{where}: people", ref frames)
                : frames.Missing($"{where}: bodies");
        var index = 0;
        foreach (var body in bodies)
        {
            var current = $"{where}: bodies[{index++}].joints";
            var isRead = PersonFields.TryFlat(body.Member("joints"u8), current, ref frames) && frames.TryAddPerson(null, float.NaN, current);
            if (!isRead && !frames.TryReject())
                return false;
        }
        return true;
    }

    private static bool TryOrder(JsonValue root, FrameOrder order, ref FrameBuilder frames)
    {
        string? nameless = null;
        foreach (var item in root)
        {
            var id = item.Member("image_id"u8);
            if (root.IsList && id.Kind != JsonKind.Text)
                return frames.Fail(Rejection.MissingField, $"image_id of person {order.Count} is missing, or not the name of an image");
            var image = root.IsObject ? item.Name : id.Text;
            var number = NumberOf(image);
            if (number is null && (nameless ??= image) != image)
                return frames.Fail(Rejection.InvalidField, $"the images {nameless} and {image} have no number in their name: their order is not known");
            order.Add(number ?? -1, item.Index);
        }
        order.Sort();
        return true;
    }

    private static long? NumberOf(string image) => FrameNumbers.TryOf(image, out var number) ? number : null;

    private static bool SameNumber(string one, string other, ref FrameBuilder frames) =>
        frames.Fail(Rejection.InvalidField, $"the images {one} and {other} are both frame {NumberOf(one)}");

    private static JsonValue PeopleOf(JsonValue image) => image.Member("bodies"u8) is { IsList: true } bodies ? bodies : image.Member("people"u8);
}
