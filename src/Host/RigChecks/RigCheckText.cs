using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace StreamLift.Host.RigChecks;

/// <summary>The results of <c>rig check</c> as a table and as JSON.</summary>
internal static class RigCheckText
{
    /// <summary>A table of each rig, with a legend.</summary>
    public static string Table(CheckedRigs checks)
    {
        var text = new StringBuilder();
        foreach (var rig in checks.Rigs)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"rig {rig.Name}: {Counted.Of(rig.Instants, "instant")}, {rig.People / (double)Math.Max(1, rig.Instants):0.0} people on average"
            );
            var width = Math.Max(6, rig.Cameras.Max(camera => camera.Stream.Length));
            text.AppendLine($"{"camera".PadRight(width)}   instants    people    joints        px   others px   clock ms");
            foreach (var camera in rig.Cameras)
                text.AppendLine(Line(camera, rig, width));
        }
        text.AppendLine("instants: in which it took part; people: whom it saw, of those there; joints: reported, of those in its image (with --poses)");
        text.AppendLine("px: the median distance of its keypoints from the people's joints; without --poses, that of the people whom it saw, over all their");
        text.AppendLine("cameras; others px: that of the people whom it did not see; clock ms: how far its clock is ahead (with --poses)");
        return text.ToString();
    }

    /// <summary>One object on one line; null for what can't be said.</summary>
    public static string Json(CheckedRigs checks)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("rigs");
            foreach (var rig in checks.Rigs)
            {
                json.WriteStartObject();
                json.WriteString("rig", rig.Name);
                json.WriteNumber("instants", rig.Instants);
                json.WriteNumber("people", rig.People);
                json.WriteStartArray("cameras");
                foreach (var camera in rig.Cameras)
                    Write(json, camera, rig);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, CheckedCamera camera, CheckedRig rig)
    {
        json.WriteStartObject();
        json.WriteString("stream", camera.Stream);
        Number("instants", Share(camera, rig));
        Number("people", camera.SeenShare);
        Number("joints", camera.Own.JointShare);
        Number("reprojection", camera.Reprojection());
        Number("reprojectionOfOthers", camera.OfOthers);
        Number("stampMs", camera.LaterMs);
        Number("offsetMs", camera.Own.OffsetMs);
        json.WriteEndObject();

        void Number(string name, double value)
        {
            if (double.IsNaN(value))
                json.WriteNull(name);
            else
                json.WriteNumber(name, Math.Round(value, 4));
        }
    }

    private static string Line(CheckedCamera camera, CheckedRig rig, int width) =>
        $"{camera.Stream.PadRight(width)} {Percent(Share(camera, rig)), 10} {Percent(camera.SeenShare), 9} {Percent(camera.Own.JointShare), 9} "
        + $"{Number(camera.Reprojection()), 9} {Number(camera.OfOthers), 11} {Signed(camera.Own.OffsetMs), 10}".TrimEnd();

    private static double Share(CheckedCamera camera, CheckedRig rig) => camera.Instants / (double)Math.Max(1, rig.Instants);

    private static string Percent(double share) => double.IsNaN(share) ? "-" : string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");

    private static string Number(double value) => double.IsNaN(value) ? "-" : value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Signed(double value) => double.IsNaN(value) ? "-" : value.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);
}
