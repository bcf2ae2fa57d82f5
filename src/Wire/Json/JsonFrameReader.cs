using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Json;

/// <summary>Reads keypoint frames from JSON. Fields come in any order; of a repeated field the last value counts, as in System.Text.Json.</summary>
internal static class JsonFrameReader
{
    private const int PersonDepth = 3; // the frame, the list of people, the person

    /// <summary>Whether the body begins as a list does.</summary>
    public static bool IsList(ReadOnlySpan<byte> body) => new JsonScanner(body).Peek() == '[';

    /// <summary>Reads a frame that is the whole body.</summary>
    public static DecodeError Read(ReadOnlySpan<byte> body, SkeletonCatalogue catalogue, int maxPeople, KeypointFrame frame)
    {
        var json = new JsonScanner(body);
        FrameFields fields = default;
        return TryReadFrame(ref json, "the body", catalogue, maxPeople, frame, ref fields) && json.TryEnd()
            ? FrameRules.Check(in fields, catalogue, frame)
            : json.Error;
    }

    /// <summary>Reads a list of frames. The error names the first invalid frame and, when the rest is valid JSON, the length of the list.</summary>
    public static DecodeError ReadList(ReadOnlySpan<byte> body, SkeletonCatalogue catalogue, WireLimits limits, KeypointFrames into)
    {
        var json = new JsonScanner(body) { Outer = 1 };
        json.TryOpen((byte)'[');
        while (json.NextItem())
        {
            if (into.Count == limits.MaxFrames)
                return new(Rejection.TooManyFrames, $"the list has more than {limits.MaxFrames} frames");
            var frame = into.Add();
            FrameFields fields = default;
            var isRead = TryReadFrame(ref json, "it", catalogue, limits.MaxPeople, frame, ref fields);
            var error = isRead ? FrameRules.Check(in fields, catalogue, frame) : json.Error;
            if (error.IsError)
                return FrameRules.OfLast(error, into, Count(body));
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
    private static bool TryReadFrame(ref JsonScanner json, string what, SkeletonCatalogue catalogue, int maxPeople, KeypointFrame frame, ref FrameFields fields)
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
            return !(fields.HasPeople = !json.TryNull()) || TryReadPeople(ref json, maxPeople, frame);
        if (json.NameIs("stream"u8))
            return TryReadStream(ref json, frame);
        if (json.NameIs("frame"u8))
            return !(fields.HasFrame = !json.TryNull()) || json.TryInteger("frame", out fields.Frame);
        if (json.NameIs("timestampMs"u8))
            return !(fields.HasTimestamp = !json.TryNull()) || json.TryInteger("timestampMs", out fields.TimestampMs);
        if (json.NameIs("layout"u8))
            return !(fields.HasLayout = !json.TryNull()) || TryReadLayout(ref json, catalogue, ref fields);
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

    private static bool TryReadImage(ref JsonScanner json, ref FrameFields fields)
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

    private static bool TryReadPeople(ref JsonScanner json, int maxPeople, KeypointFrame frame)
    {
        frame.ClearPeople(); // of a repeated list the last one counts
        if (!json.TryOpenList("people"))
            return false;
        while (json.NextItem())
        {
            if (frame.PersonCount == maxPeople)
                return json.Fail(Rejection.TooManyPeople, $"people has more than {maxPeople} entries");
            frame.AddPerson();
            json.Person = frame.PersonCount - 1;
            if (!TryReadPerson(ref json, frame))
                return false;
            json.Person = -1;
        }
        return !json.Failed;
    }

    private static bool TryReadPerson(ref JsonScanner json, KeypointFrame frame)
    {
        var hasKeypoints = false;
        if (!json.TryOpenObject(""))
            return false;
        while (json.NextMember())
        {
            if (!TryReadPersonField(ref json, frame, ref hasKeypoints))
                return false;
        }
        return !json.Failed && (hasKeypoints || json.Fail(Rejection.MissingField, $"{json.Where("keypoints")} is missing"));
    }

    private static bool TryReadPersonField(ref JsonScanner json, KeypointFrame frame, ref bool hasKeypoints)
    {
        if (json.NameIs("keypoints"u8))
        {
            frame.StartKeypoints();
            var read = !(hasKeypoints = !json.TryNull()) || json.TryNumbers("keypoints", frame.Numbers);
            frame.EndKeypoints();
            return read;
        }
        if (json.NameIs("id"u8))
        {
            long id = frame.PersonCount - 1;
            if (!json.TryNull() && !json.TryInteger("id", out id))
                return false;
            frame.SetId(id);
            return true;
        }
        if (!json.NameIs("score"u8))
            return json.TrySkip(PersonDepth);
        var score = float.NaN;
        if (!json.TryNull() && !json.TryFloat("score", out score))
            return false;
        frame.SetScore(score);
        return true;
    }
}
