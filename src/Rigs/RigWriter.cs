using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using StreamLift.Poses.Cameras;

namespace StreamLift.Rigs;

/// <summary>Writes StreamLift's own rig file (docs/cameras.md). Translations and the floor are in the rig's unit.</summary>
public static class RigWriter
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file of one rig, or of a list of several.</summary>
    /// <param name="rigs">The rigs, at least one.</param>
    public static string ToJson(IReadOnlyList<Rig> rigs)
    {
        var json = new StringBuilder();
        if (rigs.Count > 1)
            json.Append("[\n");
        for (var i = 0; i < rigs.Count; i++)
        {
            Write(json, rigs[i]);
            json.Append(i + 1 < rigs.Count ? ",\n" : "\n");
        }

        return json.Append(rigs.Count > 1 ? "]\n" : "").ToString();
    }

    private static void Write(StringBuilder json, Rig rig)
    {
        json.Append($"{{\n  \"name\": {Quoted(rig.Name)},\n  \"unit\": \"{rig.Unit.Symbol()}\",\n");
        if (rig.Up is { } up)
            json.Append($"  \"up\": \"{up.Symbol()}\",\n");
        if (rig.Floor is { } floor)
            json.Append($"  \"floor\": {Number(floor / rig.Unit.Millimetres())},\n");
        json.Append("  \"cameras\": {\n");
        for (var i = 0; i < rig.Cameras.Count; i++)
        {
            Write(json, rig.Cameras[i], rig.Unit.Millimetres());
            json.Append(i + 1 < rig.Cameras.Count ? ",\n" : "\n");
        }

        json.Append("  }\n}");
    }

    private static void Write(StringBuilder json, Camera camera, double unit)
    {
        var lens = camera.Intrinsics;
        json.Append($"    {Quoted(camera.Name)}: {{\n      \"width\": {lens.Width}, \"height\": {lens.Height},\n");
        json.Append($"      \"fx\": {Number(lens.Fx)}, \"fy\": {Number(lens.Fy)}, \"cx\": {Number(lens.Cx)}, \"cy\": {Number(lens.Cy)}");
        if (lens.Distortion != Distortion.None)
            json.Append($",\n      \"distortion\": {{ {OfDistortion(lens.Distortion)} }}");
        if (camera.Extrinsics is { } place)
        {
            json.Append($",\n      \"rotation\": [{Numbers(place.Rotation)}]");
            json.Append($",\n      \"translation\": [{Numbers(place.Translation.Select(t => t / unit))}]");
        }

        json.Append("\n    }");
    }

    private static string OfDistortion(Distortion d)
    {
        var (form, k) = d.Form switch
        {
            DistortionForm.Human36M => ("human36m", (double[])[d.K1, d.K2, d.K3]),
            DistortionForm.Fisheye => ("fisheye", [d.K1, d.K2, d.K3, d.K4]),
            _ => ("opencv", (d.K4, d.K5, d.K6) == (0, 0, 0) ? [d.K1, d.K2, d.K3] : [d.K1, d.K2, d.K3, d.K4, d.K5, d.K6]),
        };
        return $"\"form\": \"{form}\", \"k\": [{Numbers(k)}]" + (d.Form == DistortionForm.Fisheye ? "" : $", \"p\": [{Numbers([d.P1, d.P2])}]");
    }

    private static string Numbers(IEnumerable<double> numbers) => string.Join(", ", numbers.Select(Number));

    // The fewest digits that give the same number.
    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Plain);
}
