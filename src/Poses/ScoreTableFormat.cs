using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace StreamLift.Poses;

/// <summary>A <see cref="ScoreTable"/> as JSON and as text.</summary>
internal static class ScoreTableFormat
{
    public static string Json(ScoreTable table)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Write(json, "protocol1", table.Protocol1);
            Write(json, "protocol2", table.Protocol2);
            json.WriteNumber("frames", table.Frames);
            json.WriteNumber("missing", table.MissingFrames);
            json.WriteNumber("doubled", table.DoubledFrames);
            json.WriteNumber("joints", Skeletons.H36m17.Count);
            json.WriteStartObject("actions");
            foreach (var action in table.Actions)
            {
                json.WriteStartObject(action.Action);
                Write(json, "protocol1", action.Protocol1);
                Write(json, "protocol2", action.Protocol2);
                json.WriteNumber("frames", action.Frames);
                json.WriteEndObject();
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static string Text(ScoreTable table)
    {
        var width = Math.Max("mean over actions".Length, table.Actions.Select(action => action.Action.Length).DefaultIfEmpty().Max());
        var text = new StringBuilder();
        text.Append(' ', width).AppendLine("   protocol 1   protocol 2     frames");
        foreach (var action in table.Actions)
            Line(text, width, action.Action, action.Protocol1, action.Protocol2, action.Frames);
        Line(text, width, "mean over actions", table.Protocol1, table.Protocol2, table.Frames);
        text.AppendLine(CultureInfo.InvariantCulture, $"missing frames: {table.MissingFrames}, doubled: {table.DoubledFrames}");
        foreach (var (action, missing) in table.MissingByAction)
            text.AppendLine(CultureInfo.InvariantCulture, $"  missing of {action}: {missing}");
        text.AppendLine("mm, means over 17 joints of which the root is exactly 0; protocol 2 after Procrustes alignment");
        return text.ToString();
    }

    // A micrometre's hundredth is enough; JSON knows no NaN: a table without frames says null, which no reader takes for perfect.
    private static void Write(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsNaN(value))
            json.WriteNull(name);
        else
            json.WriteNumber(name, Math.Round(value, 5));
    }

    private static void Line(StringBuilder text, int width, string name, double protocol1, double protocol2, int frames) =>
        text.AppendLine(string.Create(
            CultureInfo.InvariantCulture, $"{name.PadRight(width)} {protocol1,12:0.00} {protocol2,12:0.00} {frames,10}"));
}
