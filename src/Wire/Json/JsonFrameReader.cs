using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Json;

/// <summary>Reads keypoint frames from JSON. Fields come in any order; of a repeated field the last value counts, as in System.Text.Json.</summary>
internal static class JsonFrameReader
{
    /// <summary>Whether the body begins as a list does.</summary>
    public static bool IsList(ReadOnlySpan<byte> body) => new JsonScanner(body).Peek() == '[';

    /// <summary>Reads a frame that is the whole body.</summary>
    public static DecodeError Read(ReadOnlySpan<byte> body, FrameRules rules, KeypointFrame frame)
    {
        var json = new JsonScanner(body);
        FrameFields fields = default;
        return TryReadFrame(ref json, "the body", rules, frame, ref fields) && json.TryEnd() ? FrameDecoder.Check(in fields, rules, frame) : json.Error;
    }

    /// <summary>Reads a list of frames. The error names the first invalid frame and, when the rest is valid JSON, the length of the list.</summary>
    public static DecodeError ReadList(ReadOnlySpan<byte> body, FrameRules rules, KeypointFrames into)
    {
        var json = new JsonScanner(body) { Outer = 1 };
        json.TryOpen((byte)'[');
        while (json.NextItem())
        {
            if (into.Count == rules.Limits.MaxFrames)
                return new(Rejection.TooManyFrames, $"the list has more than {rules.Limits.MaxFrames} frames");
            var frame = into.Add();
            FrameFields fields = default;
            var isRead = TryReadFrame(ref json, "it", rules, frame, ref fields);
            var error = isRead ? FrameDecoder.Check(in fields, rules, frame) : json.Error;
            if (error.IsError)
                return FrameDecoder.OfLast(error, into, Count(body));
        }
        if (json.Failed || !json.TryEnd())
            return json.Error;
        return into.Count > 0 ? default : new(Rejection.MissingField, "the list has no frames");
    }

    // The number of frames in a list; -1 when it is not valid JSON.
    private static int Count(ReadOnlySpan<byte> body)
    {
        var json = new JsonScanner(body) { Outer = 1 };
        json.TryOpen((byte)'[');
        var count = 0;
        for (; json.NextItem(); count++)
            if (!json.TrySkip(depth: 0))
                return -1;
        return !json.Failed && json.TryEnd() ? count : -1;
    }

    // what: the name of the value in errors.
    private static bool TryReadFrame(ref JsonScanner json, string what, FrameRules rules, KeypointFrame frame, ref FrameFields fields)
    {
        if (!json.TryOpenObject(what))
            return false;
        while (json.NextMember())
        {
            if (!TryReadField(ref json, rules, frame, ref fields))
                return false;
        }
        return !json.Failed;
    }

    private static bool TryReadField(ref JsonScanner json, FrameRules rules, KeypointFrame frame, ref FrameFields fields)
    {
        if (json.NameIs("people"u8))
            return !(fields.HasPeople = !json.TryNull()) || JsonPeopleReader.TryRead(ref json, rules, frame);
        if (json.NameIs("stream"u8))
            return TryReadStream(ref json, frame);
        if (json.NameIs("frame"u8))
            return !(fields.HasFrame = !json.TryNull()) || json.TryInteger("frame", out fields.Frame);
        if (json.NameIs("timestampMs"u8))
            return !(fields.HasTimestamp = !json.TryNull()) || json.TryInteger("timestampMs", out fields.TimestampMs);
        if (json.NameIs("layout"u8))
            return !(fields.HasLayout = !json.TryNull()) || TryReadLayout(ref json, rules.Catalogue, ref fields);
        if (json.NameIs("normalised"u8) || json.NameIs("normalized"u8))
            return json.TryNull() || json.TryBoolean("normalised", out fields.IsNormalised);
        return json.NameIs("image"u8) ? TryReadImage(ref json, ref fields) : json.TrySkip(depth: 1);
    }

    private static bool TryReadStream(scoped ref JsonScanner json, KeypointFrame frame)
    {
        ReadOnlySpan<byte> text = default;
        if (!json.TryNull() && !json.TryText("stream", out text))
            return false;
        if (!JsonText.TryUnescape(text, frame.ReserveStream(text.Length), out var length))
            return json.Fail(Rejection.InvalidField, "stream contains half of a surrogate pair");
        frame.TrimStream(length);
        return true;
    }

    private static bool TryReadLayout(scoped ref JsonScanner json, SkeletonCatalogue catalogue, ref FrameFields fields)
    {
        if (!json.TryText("layout", out var text))
            return false;
        fields.LayoutName = text;
        Span<byte> plain = stackalloc byte[256]; // no layout has a longer name
        var known = text.Length <= plain.Length && JsonText.TryUnescape(text, plain, out var length) && catalogue.TryGet(plain[..length], out fields.Layout);
        fields.Layout = known ? fields.Layout : null;
        return true;
    }

    /// <summary>Reads <c>[width, height]</c>, or <c>null</c> for none; the numbers are not checked.</summary>
    public static bool TryReadImage(ref JsonScanner json, ref FrameFields fields)
    {
        (fields.Width, fields.Height, fields.HasImage) = (0, 0, !json.TryNull());
        if (!fields.HasImage)
            return true;
        if (!json.TryOpenList("image"))
            return false;
        var numbers = 0;
        while (json.NextItem())
        {
            if (!json.TryInteger("image", out var pixels))
                return false;
            if (numbers++ == 0)
                fields.Width = pixels;
            else
                fields.Height = pixels;
        }
        return !json.Failed && (numbers == 2 || json.Fail(Rejection.InvalidField, $"image has {numbers} numbers; [width, height] was expected"));
    }
}
