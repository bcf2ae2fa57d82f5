using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Json;

/// <summary>Reads a keypoint frame from JSON. Fields in any order; of a field given twice the last counts, as in System.Text.Json.</summary>
internal static class JsonFrameReader
{
    /// <summary>Reads a frame that is the whole body.</summary>
    public static bool TryRead(ref JsonScanner json, SkeletonCatalogue catalogue, int maxPeople, KeypointFrame frame, ref FrameFields fields) =>
        TryReadObject(ref json, "the body", catalogue, maxPeople, frame, ref fields) && json.TryEnd();

    /// <summary>Reads a frame's object, called <paramref name="what"/> where it is none.</summary>
    public static bool TryReadObject(ref JsonScanner json, string what, SkeletonCatalogue catalogue, int maxPeople, KeypointFrame frame, ref FrameFields fields)
    {
        if (!json.TryOpenObject(what))
            return false;
        while (json.NextMember())
        {
            if (!TryReadField(ref json, catalogue, maxPeople, frame, ref fields))
                return false;
        }
        return !json.Failed;
    }

    private static bool TryReadField(ref JsonScanner json, SkeletonCatalogue catalogue, int maxPeople, KeypointFrame frame, ref FrameFields fields)
    {
        if (json.NameIs("people"u8))
            return !(fields.HasPeople = !json.TryNull()) || JsonPeopleReader.TryRead(ref json, maxPeople, frame);
        if (json.NameIs("stream"u8))
            return TryReadStream(ref json, frame);
        if (json.NameIs("frame"u8))
            return !(fields.HasFrame = !json.TryNull()) || json.TryInteger("frame", out fields.Frame);
        if (json.NameIs("timestampMs"u8))
            return !(fields.HasTimestamp = !json.TryNull()) || json.TryInteger("timestampMs", out fields.TimestampMs);
        if (json.NameIs("layout"u8))
            return !(fields.HasLayout = !json.TryNull()) || TryReadLayout(ref json, catalogue, ref fields);
        return json.NameIs("image"u8) ? TryReadImage(ref json, ref fields) : JsonSkip.TrySkip(ref json, depth: 1);
    }

    private static bool TryReadStream(scoped ref JsonScanner json, KeypointFrame frame)
    {
        ReadOnlySpan<byte> text = default;
        if (!json.TryNull() && !json.TryText("stream", out text))
            return false;
        if (!JsonText.TryUnescape(text, frame.StreamRoom(text.Length), out int length))
            return json.Fail(Rejection.InvalidField, "stream holds half a surrogate pair, which stands for no character");
        frame.TrimStream(length);
        return true;
    }

    private static bool TryReadLayout(scoped ref JsonScanner json, SkeletonCatalogue catalogue, ref FrameFields fields)
    {
        if (!json.TryText("layout", out var text))
            return false;
        fields.LayoutName = text;
        Span<byte> plain = stackalloc byte[256]; // a longer name is nobody's
        bool known = text.Length <= plain.Length && JsonText.TryUnescape(text, plain, out int length) && catalogue.TryGet(plain[..length], out fields.Layout);
        fields.Layout = known ? fields.Layout : null;
        return true;
    }

    private static bool TryReadImage(ref JsonScanner json, ref FrameFields fields)
    {
        (fields.Width, fields.Height, fields.HasImage) = (0, 0, !json.TryNull());
        if (!fields.HasImage)
            return true;
        if (!json.TryOpenList("image"))
            return false;
        int numbers = 0;
        while (json.NextItem())
        {
            if (!json.TryInteger("image", out long pixels))
                return false;
            if (numbers++ == 0)
                fields.Width = pixels;
            else
                fields.Height = pixels;
        }
        return !json.Failed && (numbers == 2 || json.Fail(Rejection.InvalidField, $"image has {numbers} numbers; [width, height] was expected"));
    }
}
