using System.Text.Json.Nodes;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Rigs.Documents;

namespace StreamLift.Rigs.Formats;

/// <summary>
/// StreamLift's own cameras file and rig file (docs/cameras.md). Other shapes of a field that can only mean one thing are converted, and said: OpenCV's list
/// of coefficients as the distortion, or five or eight of them as "k"; a rotation of 3 × 3; and a camera with anipose's fields (size, matrix, …).
/// </summary>
internal static class OwnRig
{
    /// <summary>Rewrites other shapes to the file's own.</summary>
    /// <param name="cameras">The object of cameras, which is changed.</param>
    /// <returns>One line for each conversion that had to be decided.</returns>
    public static IReadOnlyList<string> Normalize(JsonObject cameras)
    {
        var notes = new List<string>();
        foreach (var (name, camera) in cameras.Objects().ToList())
        {
            if (camera["distortion"] is JsonArray list && list.Numbers() is { Length: 4 or 5 or 8 } coefficients)
            {
                camera["distortion"] = Distortion(coefficients);
                notes.Add($"camera \"{name}\": the list of {coefficients.Length} distortion coefficients is read in OpenCV's order: k1, k2, p1, p2, k3, …");
            }
            else if (
                camera["distortion"] is JsonObject distortion
                && distortion["form"].Text() == "opencv"
                && !distortion.ContainsKey("p")
                && distortion["k"].Numbers() is { Length: 4 or 5 or 8 } k
            )
            {
                camera["distortion"] = Distortion(k);
                notes.Add($"camera \"{name}\": \"k\" of {k.Length} numbers without \"p\" is read in OpenCV's order: k1, k2, p1, p2, k3, …");
            }
            if (camera["rotation"] is JsonArray rows && rows.Count == 3 && rows.Numbers() is { Length: 9 } rotation)
                camera["rotation"] = List(rotation);
        }
        return notes;
    }

    /// <summary>Reads the normalized cameras.</summary>
    /// <exception cref="ConfigurationException">The cameras have faults: lists all, with the file's name.</exception>
    public static IReadOnlyList<Camera> Read(string path, string json)
    {
        try
        {
            return CameraCatalogue.Parse(json).Cameras;
        }
        catch (ConfigurationException e)
        {
            throw new ConfigurationException([.. e.Problems.Select(problem => $"{path}: {problem}")]);
        }
    }

    // OpenCV's order: k1, k2, p1, p2, k3, k4, k5, k6.
    private static JsonObject Distortion(double[] c) =>
        new()
        {
            ["form"] = "opencv",
            ["k"] = List(c.Length == 8 ? [c[0], c[1], c[4], c[5], c[6], c[7]] : [c[0], c[1], .. c[4..]]),
            ["p"] = List([c[2], c[3]]),
        };

    private static JsonArray List(double[] numbers) => new([.. numbers.Select(number => JsonValue.Create(number))]);

    /// <summary>Whether some camera has anipose's fields instead of the own ones.</summary>
    public static bool HasMatrix(JsonNode? cameras) => cameras.Objects().Any(camera => camera.Value.ContainsKey("matrix") && !camera.Value.ContainsKey("fx"));
}
