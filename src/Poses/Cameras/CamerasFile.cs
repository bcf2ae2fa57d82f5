using System.Text.Json;

namespace StreamLift.Poses.Cameras;

/// <summary>
/// The <c>--cameras</c> file: an object of cameras by stream name, or prefix ending in <c>*</c>. "unit", a text beside the cameras, is the unit of
/// their translations: mm (if missing), cm or m.
/// </summary>
internal static class CamerasFile
{
    private const string Unit = "unit";

    private static readonly string[] Fields = ["width", "height", "fx", "fy", "cx", "cy", "distortion", "rotation", "translation"];

    /// <summary>Reads all cameras.</summary>
    /// <param name="json">The object of cameras.</param>
    /// <param name="path">The file's name, for errors; null for none.</param>
    public static List<Camera> Read(JsonElement json, string? path)
    {
        var problems = new JsonProblems(path);
        var cameras = new List<Camera>();
        var millimetres = json.ValueKind == JsonValueKind.Object && IsUnit(json, out var unit) ? Millimetres(unit, problems) : 1;
        if (json.ValueKind != JsonValueKind.Object)
            problems.Add("the file", "must be an object of cameras by stream name");
        else
            foreach (var entry in json.EnumerateObject())
            {
                if (entry is { Name: Unit, Value.ValueKind: JsonValueKind.String })
                    continue;
                if (cameras.Any(camera => camera.Name == entry.Name))
                    problems.Add($"camera \"{entry.Name}\"", "appears twice");
                else if (entry.Value.ValueKind != JsonValueKind.Object)
                    problems.Add($"camera \"{entry.Name}\"", "must be an object with width, height, fx, fy, cx, cy");
                else
                    cameras.Add(Camera(entry.Value, entry.Name, millimetres, problems));
            }
        problems.ThrowIfAny();
        return cameras;
    }

    private static bool IsUnit(JsonElement json, out JsonElement unit) => json.TryGetProperty(Unit, out unit) && unit.ValueKind == JsonValueKind.String;

    private static double Millimetres(JsonElement unit, JsonProblems problems)
    {
        var millimetres = unit.GetString() switch
        {
            "mm" => 1,
            "cm" => 10,
            "m" => 1000,
            _ => double.NaN,
        };
        if (double.IsNaN(millimetres))
            problems.Add("\"unit\"", $"must be \"mm\", \"cm\" or \"m\", not {unit.GetRawText()}");
        return millimetres;
    }

    private static Camera Camera(JsonElement json, string name, double millimetres, JsonProblems problems)
    {
        var where = $"camera \"{name}\"";
        if (name.Length == 0)
            problems.Add(where, "the name must be that of a stream, or a prefix ending in *");
        foreach (var field in json.EnumerateObject())
            if (!Fields.Contains(field.Name))
                problems.Add(where, $"\"{field.Name}\" is not a field of a camera ({string.Join(", ", Fields)})");
        var intrinsics = new Intrinsics(
            Size(json, where, "width", problems),
            Size(json, where, "height", problems),
            Focal(json, where, "fx", problems),
            Focal(json, where, "fy", problems),
            problems.Number(json, where, "cx"),
            problems.Number(json, where, "cy"),
            ReadDistortion(json, where, problems)
        );
        return new Camera(name, intrinsics, Extrinsics(json, where, millimetres, problems));
    }

    private static int Size(JsonElement json, string where, string field, JsonProblems problems)
    {
        var size = problems.Number(json, where, field);
        if (double.IsNaN(size) || (size is >= 1 and <= 65535 && Math.Floor(size) == size))
            return double.IsNaN(size) ? 0 : (int)size;
        problems.Add(where, $"\"{field}\" must be whole pixels, 1 to 65535");
        return 0;
    }

    private static double Focal(JsonElement json, string where, string field, JsonProblems problems)
    {
        var focal = problems.Number(json, where, field);
        if (focal <= 0)
            problems.Add(where, $"\"{field}\" must be a focal length in px, above 0");
        return focal;
    }

    private static Distortion ReadDistortion(JsonElement json, string where, JsonProblems problems)
    {
        if (!json.TryGetProperty("distortion", out var distortion))
            return Distortion.None;
        where += ".distortion";
        if (distortion.ValueKind != JsonValueKind.Object)
        {
            problems.Add(where, "must be an object: form, k, p");
            return Distortion.None;
        }
        var name = distortion.TryGetProperty("form", out var form) && form.ValueKind == JsonValueKind.String ? form.GetString() : null;
        if (name is not ("opencv" or "human36m" or "fisheye"))
            problems.Add(where, "\"form\" must be \"opencv\", \"human36m\" or \"fisheye\", whose coefficients have different meanings");
        foreach (var field in distortion.EnumerateObject())
            if (field.Name is not ("form" or "k" or "p"))
                problems.Add(where, $"\"{field.Name}\" is not a field of a distortion (form, k, p)");
        var (of, lengths) = name switch
        {
            "human36m" => (DistortionForm.Human36M, (int[])[0, 1, 2, 3]),
            "fisheye" => (DistortionForm.Fisheye, [0, 1, 2, 3, 4]),
            _ => (DistortionForm.OpenCv, [0, 1, 2, 3, 6]),
        };
        var k = problems.Numbers(distortion, where, "k", lengths) ?? [];
        if (of == DistortionForm.Fisheye && distortion.TryGetProperty("p", out _))
            problems.Add(where, "\"p\" is not a field of a fisheye lens, which has no tangential terms");
        var p = of == DistortionForm.Fisheye ? [] : problems.Numbers(distortion, where, "p", 0, 2) ?? [];
        return new Distortion(
            of,
            k.ElementAtOrDefault(0),
            k.ElementAtOrDefault(1),
            k.ElementAtOrDefault(2),
            p.ElementAtOrDefault(0),
            p.ElementAtOrDefault(1),
            k.ElementAtOrDefault(3),
            k.ElementAtOrDefault(4),
            k.ElementAtOrDefault(5)
        );
    }

    private static Extrinsics? Extrinsics(JsonElement json, string where, double millimetres, JsonProblems problems)
    {
        if (!json.TryGetProperty("rotation", out _) && !json.TryGetProperty("translation", out _))
            return null;
        var rotation = problems.Numbers(json, where, "rotation", 9);
        var translation = problems.Numbers(json, where, "translation", 3);
        if (rotation is not null && !Rotations.IsRotation(rotation))
            problems.Add(
                where,
                $"\"rotation\" is not a rotation: its rows must be at right angles, of length 1 (to 0.001) and right-handed{Rotations.Fault(rotation)}"
            );
        return rotation is null || translation is null ? null : new Extrinsics([.. rotation], [.. translation.Select(t => t * millimetres)]);
    }
}
