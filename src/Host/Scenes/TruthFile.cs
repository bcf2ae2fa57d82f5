using System.Text.Json;
using StreamLift.Datasets.Scenes;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;

namespace StreamLift.Host.Scenes;

/// <summary>Writes the true poses of a scene: an instant a line, {"timestampMs":…,"people":[{"id":…,"joints":[51]}]}, in the world, mm.</summary>
internal static class TruthFile
{
    // Between two instants a wrist leaves the interpolated path by less than a millimetre.
    private const double StepOfFreeCameras = 8; // ms

    /// <summary>Writes the file.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="startMs">The start of the scene, Unix ms.</param>
    /// <param name="path">The file, which is replaced.</param>
    /// <exception cref="ConfigurationException">It can't be written.</exception>
    public static void Write(PeopleScene scene, long startMs, string path)
    {
        try
        {
            using var file = File.Create(path);
            using var json = new Utf8JsonWriter(file);
            foreach (var ms in Instants(scene))
            {
                WriteInstant(scene, startMs, ms, json);
                json.Flush();
                json.Reset();
                file.WriteByte((byte)'\n');
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"--truth-out {path}: can't be written: {e.Message}");
        }
    }

    /// <summary>The frames' own instants where the cameras are synchronous.</summary>
    private static IEnumerable<double> Instants(PeopleScene scene) =>
        scene.Options.IsFreeRunning
            ? Enumerable.Range(0, (int)(1000 * scene.Options.Seconds / StepOfFreeCameras) + 1).Select(step => step * StepOfFreeCameras)
            : Enumerable.Range(0, scene.Cameras[0].Frames).Select(scene.Cameras[0].CapturedMs);

    private static void WriteInstant(PeopleScene scene, long startMs, double ms, Utf8JsonWriter json)
    {
        Span<float> world = stackalloc float[Skeletons.PoseWidth];
        json.WriteStartObject();
        json.WriteNumber("timestampMs", startMs + ms);
        json.WriteStartArray("people");
        for (var person = 0; person < scene.People; person++)
        {
            scene.World(person, ms, world);
            json.WriteStartObject();
            json.WriteNumber("id", person);
            json.WriteStartArray("joints");
            foreach (var number in world)
                json.WriteNumberValue(Math.Round((double)number, 3));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
