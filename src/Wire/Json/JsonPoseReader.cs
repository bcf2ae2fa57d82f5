using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Json;

/// <summary>Reads a pose frame from JSON. Fields in any order; of a field given twice the last counts.</summary>
internal static class JsonPoseReader
{
    /// <summary>Reads a frame that is the whole body.</summary>
    public static bool TryRead(ref JsonScanner json, PoseFrame frame) => TryReadObject(ref json, "the body", frame) && json.TryEnd();

    /// <summary>Reads a frame's object, called <paramref name="what"/> where it is none.</summary>
    public static bool TryReadObject(ref JsonScanner json, string what, PoseFrame frame)
    {
        if (!json.TryOpenObject(what))
            return false;
        bool hasFrame = false;
        while (json.NextMember())
        {
            if (!TryReadField(ref json, frame, ref hasFrame))
                return false;
        }
        return !json.Failed && (hasFrame || json.Fail(Rejection.MissingField, "frame is missing"));
    }

    private static bool TryReadField(ref JsonScanner json, PoseFrame frame, ref bool hasFrame)
    {
        if (json.NameIs("people"u8))
            return TryReadPeople(ref json, frame);
        if (json.NameIs("stream"u8))
            return json.TryText("stream", out var text) && TryTakeStream(ref json, text, frame);
        if (json.NameIs("frame"u8))
        {
            hasFrame = json.TryInteger("frame", out long number);
            frame.Frame = number;
            return hasFrame;
        }
        if (json.NameIs("timestampMs"u8))
        {
            bool read = json.TryInteger("timestampMs", out long number);
            frame.TimestampMs = number;
            return read;
        }
        if (json.NameIs("layout"u8))
            return TryReadText(ref json, "layout", frame.LayoutText);
        if (json.NameIs("unit"u8))
            return TryReadText(ref json, "unit", frame.UnitText);
        if (json.NameIs("space"u8))
            return TryReadText(ref json, "space", frame.SpaceText);
        return json.NameIs("model"u8) ? TryReadText(ref json, "model", frame.ModelText) : JsonSkip.TrySkip(ref json, depth: 1);
    }

    private static bool TryTakeStream(ref JsonScanner json, scoped ReadOnlySpan<byte> text, PoseFrame frame)
    {
        if (!JsonText.TryUnescape(text, frame.StreamRoom(text.Length), out int length))
            return json.Fail(Rejection.InvalidField, "stream holds half a surrogate pair, which stands for no character");
        frame.TrimStream(length);
        return true;
    }

    private static bool TryReadText(ref JsonScanner json, string field, CachedString into)
    {
        if (!json.TryText(field, out var text))
            return false;
        Span<byte> plain = stackalloc byte[512];
        if (text.Length > plain.Length || !JsonText.TryUnescape(text, plain, out int length))
            return json.Fail(Rejection.InvalidField, $"{field} is longer than {plain.Length} bytes or holds half a surrogate pair");
        into.Set(plain[..length]);
        return true;
    }

    private static bool TryReadPeople(ref JsonScanner json, PoseFrame frame)
    {
        frame.ClearPeople();
        if (!json.TryOpenList("people"))
            return false;
        while (json.NextItem())
        {
            json.Person = frame.People;
            if (!JsonLiftedPersonReader.TryRead(ref json, ref frame.AddPerson(), frame.Numbers))
                return false;
            json.Person = -1;
        }
        return !json.Failed;
    }
}
