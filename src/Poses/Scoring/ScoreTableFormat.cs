using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using StreamLift.Poses.Layouts;

namespace StreamLift.Poses.Scoring;

/// <summary>A <see cref="ScoreTable"/> as JSON and as text.</summary>
internal static class ScoreTableFormat
{
    public static string Json(ScoreTable table, bool detailed)
    {
        var (buffer, details) = (new ArrayBufferWriter<byte>(), table.Details);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Write(json, "protocol1", table.Protocol1);
            Write(json, "protocol2", table.Protocol2);
            json.WriteNumber("frames", table.Frames);
            json.WriteNumber("missing", table.MissingFrames);
            json.WriteNumber("doubled", table.DoubledFrames);
            json.WriteNumber("joints", Skeletons.H36m17.Count);
            if (detailed)
            {
                var mean = ActionDetails.Mean([.. details.Values]);
                Write(json, mean);
                json.WriteStartObject("jointErrors");
                for (var joint = 0; joint < mean.Joints.Count; joint++)
                    Write(json, Skeletons.H36m17.Joints[joint], mean.Joints[joint]);
                json.WriteEndObject();
            }
            json.WriteStartObject("actions");
            foreach (var action in table.Actions)
            {
                json.WriteStartObject(action.Action);
                Write(json, "protocol1", action.Protocol1);
                Write(json, "protocol2", action.Protocol2);
                json.WriteNumber("frames", action.Frames);
                if (detailed)
                    Write(json, details[action.Action]);
                json.WriteEndObject();
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static string Text(ScoreTable table, bool detailed)
    {
        var width = Math.Max("mean over actions".Length, table.Actions.Select(action => action.Action.Length).DefaultIfEmpty().Max());
        var text = new StringBuilder();
        var details = table.Details;
        text.Append(' ', width).Append("   protocol 1   protocol 2     frames").AppendLine(detailed ? "  1 of 16   N-MPJPE    MPJVE   PCK %   AUC %" : "");
        foreach (var action in table.Actions)
            Line(text, width, action.Action, action.Protocol1, action.Protocol2, action.Frames, detailed ? details[action.Action] : null);
        Line(text, width, "mean over actions", table.Protocol1, table.Protocol2, table.Frames, detailed ? ActionDetails.Mean([.. details.Values]) : null);
        text.AppendLine(CultureInfo.InvariantCulture, $"missing frames: {table.MissingFrames}, doubled: {table.DoubledFrames}");
        foreach (var (action, missing) in table.MissingByAction)
            text.AppendLine(CultureInfo.InvariantCulture, $"  missing of {action}: {missing}");
        text.AppendLine("mm, means over 17 joints of which the root is exactly 0; protocol 2 after Procrustes alignment");
        if (detailed)
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"1 of 16: protocol 1 over the 16 joints beside the root; N-MPJPE: the best scale taken; MPJVE: of steps, mm a frame; PCK: of the 16 "
                    + $"within {ActionDetails.MostMm} mm; AUC: its mean over 0, {ActionDetails.StepMm} … {ActionDetails.MostMm} mm"
            );
        return text.ToString();
    }

    // Five decimals of a millimetre suffice. JSON has no NaN: a table without frames has null, which readers cannot mistake for a perfect score.
    private static void Write(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsNaN(value))
            json.WriteNull(name);
        else
            json.WriteNumber(name, Math.Round(value, 5));
    }

    private static void Write(Utf8JsonWriter json, ActionDetails details)
    {
        Write(json, "protocol1Of16", details.Without16);
        Write(json, "nMpjpe", details.Scaled);
        Write(json, "mpjve", details.Velocity);
        Write(json, $"pck{ActionDetails.MostMm}", details.Pck);
        Write(json, "auc", details.Auc);
    }

    private static void Line(StringBuilder text, int width, string name, double protocol1, double protocol2, int frames, ActionDetails? details)
    {
        text.Append(CultureInfo.InvariantCulture, $"{name.PadRight(width)} {protocol1, 12:0.00} {protocol2, 12:0.00} {frames, 10}");
        if (details is not null)
            text.Append(
                CultureInfo.InvariantCulture,
                $" {details.Without16, 8:0.00} {details.Scaled, 9:0.00} {details.Velocity, 8:0.00} {details.Pck, 7:0.0} {details.Auc, 7:0.0}"
            );
        text.AppendLine();
    }
}
