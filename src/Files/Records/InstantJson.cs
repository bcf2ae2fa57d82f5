using System.Text.Json;

namespace StreamLift.Files.Records;

/// <summary>An instant that comes from no topic, as a record of one: of the fields those that are known.</summary>
internal static class InstantJson
{
    /// <summary>Writes the record, without a line's end.</summary>
    public static void Write(MotionInstant instant, Stream to)
    {
        var isWorld = instant.Space == MotionSpace.World;
        using var json = new Utf8JsonWriter(to);
        json.WriteStartObject();
        json.WriteString(isWorld ? "rig" : "stream", instant.Source);
        json.WriteNumber(isWorld ? "sequence" : "frame", instant.Frame);
        if (isWorld)
            json.WriteNumber("timestampMs", Math.Round(instant.TimestampMs, 4));
        else
            json.WriteNumber("timestampMs", (long)Math.Round(instant.TimestampMs));
        json.WriteString("layout", "h36m17");
        json.WriteString("unit", "mm");
        json.WriteString("space", isWorld ? "world" : "camera");
        json.WriteStartArray("people");
        for (var i = 0; i < instant.PersonCount; i++)
            Write(instant[i], json);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    private static void Write(MotionPerson person, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("id", person.Id);
        Write("joints", person.Joints, json);
        if (Array.Exists(person.Sigma, float.IsFinite))
            Write("sigma", person.Sigma, json);
        if (!person.Origin.Contains((byte)0))
            json.WriteString("source", person.Origin);
        if (person.PointsLayout is { } layout)
        {
            json.WriteStartObject("points");
            json.WriteString("layout", layout.Name);
            Write("positions", person.Points, json);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Write(string name, ReadOnlySpan<float> numbers, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            if (float.IsFinite(number))
                json.WriteNumberValue(Math.Round((double)number, 3));
            else
                json.WriteNullValue();
        json.WriteEndArray();
    }
}
