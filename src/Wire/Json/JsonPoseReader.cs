using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Json;

/// <summary>Reads a pose frame from JSON. Fields come in any order; of a repeated field the last value counts.</summary>
internal static class JsonPoseReader
{
    private const int PersonDepth = 3; // the frame, the list of people, the person

    /// <summary>Reads a frame that is the whole body.</summary>
    public static bool TryRead(ref JsonScanner json, PoseFrame frame) => TryReadObject(ref json, "the body", frame) && json.TryEnd();

    /// <summary>Reads the object of a frame; <paramref name="what"/> is its name in errors.</summary>
    public static bool TryReadObject(ref JsonScanner json, string what, PoseFrame frame)
    {
        if (!json.TryOpenObject(what))
            return false;
        var hasFrame = false;
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
            hasFrame = json.TryInteger("frame", out var number);
            frame.FrameNumber = number;
            return hasFrame;
        }
        if (json.NameIs("timestampMs"u8))
        {
            var read = json.TryInteger("timestampMs", out var number);
            frame.TimestampMs = number;
            return read;
        }
        if (json.NameIs("layout"u8))
            return TryReadText(ref json, "layout", frame.LayoutText);
        if (json.NameIs("unit"u8))
            return TryReadText(ref json, "unit", frame.UnitText);
        if (json.NameIs("space"u8))
            return TryReadText(ref json, "space", frame.SpaceText);
        if (json.NameIs("inputLayout"u8))
            return TryReadText(ref json, "inputLayout", frame.InputLayoutText);
        if (json.NameIs("image"u8))
            return TryReadImage(ref json, frame);
        return json.NameIs("model"u8) ? TryReadText(ref json, "model", frame.ModelText) : json.TrySkip(depth: 1);
    }

    private static bool TryReadImage(ref JsonScanner json, PoseFrame frame)
    {
        FrameFields fields = default;
        if (!JsonFrameReader.TryReadImage(ref json, ref fields))
            return false;
        if (fields.HasImage && (fields.Width is <= 0 or > int.MaxValue || fields.Height is <= 0 or > int.MaxValue))
            return json.Fail(Rejection.InvalidField, $"image is {fields.Width} x {fields.Height} pixels; both must be positive and fit 31 bits");
        (frame.Width, frame.Height) = ((int)fields.Width, (int)fields.Height);
        return true;
    }

    private static bool TryTakeStream(ref JsonScanner json, scoped ReadOnlySpan<byte> text, PoseFrame frame)
    {
        if (!JsonText.TryUnescape(text, frame.ReserveStream(text.Length), out var length))
            return json.Fail(Rejection.InvalidField, "stream contains half of a surrogate pair");
        frame.TrimStream(length);
        return true;
    }

    /// <summary>Reads a text that is the same in nearly every message.</summary>
    public static bool TryReadText(ref JsonScanner json, string field, CachedString into)
    {
        if (!json.TryText(field, out var text))
            return false;
        Span<byte> plain = stackalloc byte[512];
        if (text.Length > plain.Length || !JsonText.TryUnescape(text, plain, out var length))
            return json.Fail(Rejection.InvalidField, $"{field} is longer than {plain.Length} bytes or contains half of a surrogate pair");
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
            json.Entry = frame.PersonCount;
            if (!TryReadPerson(ref json, ref frame.AddPerson(), frame.Numbers))
                return false;
            json.Entry = -1;
        }
        return !json.Failed;
    }

    private static bool TryReadPerson(ref JsonScanner json, ref PoseFrame.Person person, FloatArena numbers)
    {
        if (!json.TryOpenObject(""))
            return false;
        while (json.NextMember())
        {
            var read = true;
            if (json.NameIs("joints"u8))
                read = TryReadRow(ref json, "joints", numbers, out person.Joints);
            else if (json.NameIs("sigma"u8))
                read = TryReadRow(ref json, "sigma", numbers, out person.Sigma);
            else if (json.NameIs("keypoints"u8))
                read = TryReadKeypoints(ref json, numbers, out person.Keypoints);
            else if (json.NameIs("id"u8))
                read = json.TryInteger("id", out person.Id);
            else if (json.NameIs("rejected"u8))
                read = TryReadRejected(ref json, ref person);
            else if (!json.NameIs("score"u8))
                read = json.TrySkip(PersonDepth);
            else if (json.TryNull())
                person.Score = float.NaN;
            else
                read = json.TryFloat("score", out person.Score);
            if (!read)
                return false;
        }
        return !json.Failed;
    }

    private static bool TryReadRejected(ref JsonScanner json, ref PoseFrame.Person person)
    {
        ReadOnlySpan<byte> text = default;
        if (!json.TryNull() && !json.TryText("rejected", out text))
            return false;
        person.Rejected = RejectionNames.Text(text);
        return true;
    }

    private static bool TryReadKeypoints(ref JsonScanner json, FloatArena numbers, out (int Start, int Count) row)
    {
        var start = numbers.Length;
        var read = json.TryNull() || json.TryKeypoints(numbers);
        row = (start, numbers.Length - start);
        return read;
    }

    /// <summary>Reads a list of numbers, or <c>null</c> for none.</summary>
    public static bool TryReadRow(ref JsonScanner json, string field, FloatArena numbers, out (int Start, int Count) row)
    {
        var start = numbers.Length;
        var read = json.TryNull() || json.TryNumbers(field, numbers);
        row = (start, numbers.Length - start);
        return read;
    }
}
