using StreamLift.Detectors.Framing;
using StreamLift.Detectors.Json;
using StreamLift.Wire;

namespace StreamLift.Detectors.Formats;

/// <summary>Reads what people have in several formats.</summary>
internal static class PersonFields
{
    /// <summary>Reads a flat list of numbers into <see cref="FrameBuilder.Numbers"/>: x, y and score of each joint.</summary>
    public static bool TryFlat(JsonValue list, string where, ref FrameBuilder frames)
    {
        frames.Numbers.Truncate(0);
        return list.TryNumbers(frames.Numbers)
            || (list.Kind == JsonKind.None ? frames.Missing(where) : frames.Fail(Rejection.InvalidField, $"{where} is not a list of numbers"));
    }

    /// <summary>Reads an id: a whole number, or a list with one, as trackers write it. Null for none, and for a negative one.</summary>
    public static bool TryId(JsonValue value, string where, ref FrameBuilder frames, out long? id)
    {
        id = null;
        var single = value.IsList ? First(value) : value;
        if (single.Kind is JsonKind.None or JsonKind.Null)
            return true;
        if (!single.TryInteger(out var number))
            return frames.Fail(Rejection.InvalidField, $"{where} is {single.Excerpt}; a whole number was expected");
        id = number < 0 ? null : number;
        return true;
    }

    /// <summary>Reads a score: a number, or a list with one; NaN for none.</summary>
    public static bool TryScore(JsonValue value, string where, ref FrameBuilder frames, out float score)
    {
        score = float.NaN;
        var single = value.IsList ? First(value) : value;
        return single.Kind == JsonKind.None
            || single.TryFloat(out score)
            || frames.Fail(Rejection.InvalidField, $"{where} is {single.Excerpt}; a number was expected");
    }

    private static JsonValue First(JsonValue list)
    {
        foreach (var item in list)
            return item;
        return default;
    }
}
