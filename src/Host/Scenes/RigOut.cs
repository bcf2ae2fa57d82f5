using System.Text.Json;
using StreamLift.Datasets.Scenes;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Host.Scenes;

/// <summary>Writes the rig of a scene as a rig file (docs/cameras.md).</summary>
internal static class RigOut
{
    /// <summary>Writes the file.</summary>
    /// <param name="scene">The cameras.</param>
    /// <param name="name">The name of the rig, and the first part of its streams' names.</param>
    /// <param name="path">The file, which is replaced.</param>
    /// <exception cref="ConfigurationException">It can't be written.</exception>
    public static void Write(PeopleScene scene, string name, string path)
    {
        try
        {
            using var file = File.Create(path);
            using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("unit", "mm");
            json.WriteString("up", "z");
            json.WriteNumber("floor", 0);
            json.WriteStartObject("cameras");
            for (var camera = 0; camera < scene.Cameras.Count; camera++)
            {
                json.WritePropertyName($"{name}/{scene.Cameras[camera].Camera.Name}");
                WriteCamera(scene.Cameras[camera].Camera, json);
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"--rig-out {path}: can't be written: {e.Message}");
        }
    }

    private static void WriteCamera(Camera camera, Utf8JsonWriter json)
    {
        var lens = camera.Intrinsics;
        json.WriteStartObject();
        json.WriteNumber("width", lens.Width);
        json.WriteNumber("height", lens.Height);
        foreach (var (name, value) in (ReadOnlySpan<(string, double)>)[("fx", lens.Fx), ("fy", lens.Fy), ("cx", lens.Cx), ("cy", lens.Cy)])
            json.WriteNumber(name, value);
        json.WriteStartObject("distortion");
        var d = lens.Distortion;
        json.WriteString("form", d.Form.ToString().ToLowerInvariant());
        double[] k = d.Form switch
        {
            DistortionForm.Human36M => [d.K1, d.K2, d.K3],
            DistortionForm.Fisheye => [d.K1, d.K2, d.K3, d.K4],
            _ => [d.K1, d.K2, d.K3, d.K4, d.K5, d.K6],
        };
        Numbers("k", k);
        if (d.Form != DistortionForm.Fisheye)
            Numbers("p", [d.P1, d.P2]);
        json.WriteEndObject();
        Numbers("rotation", camera.Extrinsics!.Rotation);
        Numbers("translation", camera.Extrinsics.Translation);
        json.WriteEndObject();

        void Numbers(string name, IEnumerable<double> numbers)
        {
            json.WriteStartArray(name);
            foreach (var number in numbers)
                json.WriteNumberValue(number);
            json.WriteEndArray();
        }
    }
}
