using System.Text.Json;
using System.Text.Json.Nodes;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Rigs.Documents;
using StreamLift.Rigs.Drafts;

namespace StreamLift.Rigs.Formats;

/// <summary>Reads JSON of any known tool, told apart by its members.</summary>
internal static class JsonRig
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    private static readonly string[] RigFields = ["name", "unit", "up", "floor", "cameras"];

    /// <exception cref="ConfigurationException">No JSON, or faults.</exception>
    public static IReadOnlyList<Rig> ReadAll(string path, string text)
    {
        try
        {
            var document = JsonNode.Parse(text, null, Lenient)!;
            return document is JsonArray { Count: > 0 } list && list.All(rig => rig.First("cameras") is JsonObject)
                ? OfList(path, list)
                : [Read(path, document)];
        }
        catch (JsonException e)
        {
            ThrowIfRepeated(path, text);
            throw new ConfigurationException($"{path}: not JSON: {OneLine.Of(e.Message, 200)}");
        }
        catch (InvalidOperationException e)
        {
            // Half of a surrogate pair (\ud800) is found only when its text is read.
            throw new ConfigurationException($"{path}: not JSON: {OneLine.Of(e.Message, 200)}");
        }
    }

    // A name that an object has twice, such as that of a camera, is an error of the parser, which does not say where.
    private static void ThrowIfRepeated(string path, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient with { AllowDuplicateProperties = true });
            var (root, problems) = (document.RootElement, Repeated(document.RootElement, null).ToList());
            if (root.ValueKind == JsonValueKind.Object && !root.TryGetProperty("cameras", out _))
                OwnRig.Read(path, text); // names the other faults too
            if (problems.Count > 0)
                throw new ConfigurationException(Named(path, problems));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // no JSON at all
        }
    }

    private static IEnumerable<string> Repeated(JsonElement json, string? name)
    {
        if (json.ValueKind == JsonValueKind.Array)
            return json.EnumerateArray().SelectMany(item => Repeated(item, null));
        if (json.ValueKind != JsonValueKind.Object)
            return [];
        var members = json.EnumerateObject().ToList();
        var (what, where) = name == "cameras" ? ("camera ", "") : ("", name is null ? "" : $" in \"{OneLine.Of(name)}\"");
        return members
            .GroupBy(member => member.Name)
            .Where(same => same.Count() > 1)
            .Select(same => $"{what}\"{OneLine.Of(same.Key)}\" appears twice{where}")
            .Concat(members.SelectMany(member => Repeated(member.Value, member.Name)));
    }

    // All faults of all rigs are reported together.
    private static List<Rig> OfList(string path, JsonArray list)
    {
        var (rigs, problems) = (new List<Rig>(), new List<string>());
        foreach (var rig in list)
        {
            try
            {
                rigs.Add(Read(path, rig!));
            }
            catch (ConfigurationException e)
            {
                problems.AddRange(e.Problems);
            }
        }

        return problems.Count == 0 ? rigs : throw new ConfigurationException([.. problems.Distinct()]);
    }

    private static Rig Read(string path, JsonNode document)
    {
        if (PanopticRig.IsPanoptic(document))
            return RigBuilder.Build(PanopticRig.ReadPanoptic(document), path);
        if (PanopticRig.IsVoxelPose(document))
            return RigBuilder.Build(PanopticRig.ReadVoxelPose(document), path);
        if (PanopticRig.IsFourD(document))
            return RigBuilder.Build(PanopticRig.ReadFourD(document), path);
        if (document is JsonObject { } members && OpenCvRig.Is(members))
            return RigBuilder.Build(OpenCvRig.Read(RigFile.NameOf(path), members), path);
        return document.First("cameras") is JsonObject cameras && !cameras.ContainsKey("width")
            ? OfRigFile(path, (JsonObject)document, cameras)
            : Own(path, document);
    }

    // {"name": …, "unit": …, "up": …, "floor": …, "cameras": {…}}
    private static Rig OfRigFile(string path, JsonObject document, JsonObject cameras)
    {
        var problems = document
            .Select(field => field.Key)
            .Except(RigFields)
            .Select(field => $"\"{OneLine.Of(field)}\" is not a field of a rig ({string.Join(", ", RigFields)})")
            .ToList();
        var (name, up) = (document["name"], default(WorldUp?));
        if (name is not null && name.Text() is null)
            problems.Add("\"name\" must be text");
        if (document["up"] is { } axis)
            if (axis.Text() is { } text && WorldUps.TryParse(text, out var known))
                up = known;
            else
                problems.Add($"\"up\" must be x, y, z, -x, -y or -z, not {OneLine.Of(axis.ToJsonString())}");
        if (document["floor"] is { } floor && (floor is not JsonValue || floor.GetValueKind() != JsonValueKind.Number || Height(floor) is null))
            problems.Add("\"floor\" must be a number: the height of the floor along \"up\", in the file's unit");
        if (document["unit"] is { } unit)
            cameras["unit"] = unit.DeepClone();
        try
        {
            var own = Own(path, cameras);
            if (problems.Count == 0)
                return own with { Name = name.Text() ?? own.Name, Up = up, Floor = Height(document["floor"]) * own.Unit.Millimetres() };
        }
        catch (ConfigurationException e)
        {
            throw new ConfigurationException([.. Named(path, problems), .. e.Problems]);
        }

        throw new ConfigurationException(Named(path, problems));
    }

    private static double? Height(JsonNode? floor) => floor.Number() is { } height && double.IsFinite(height) ? height : null;

    private static List<string> Named(string path, IEnumerable<string> problems) => [.. problems.Select(problem => $"{path}: {problem}")];

    private static Rig Own(string path, JsonNode document)
    {
        if (document is JsonObject mixed && OwnRig.HasMatrix(mixed))
            return RigBuilder.Build(
                new RigDraft("JSON with anipose's fields", Stated(mixed), [.. mixed.Objects().Select(camera => TomlRig.Camera(camera.Key, camera.Value))]),
                path
            );
        var notes = document is JsonObject members ? OwnRig.Normalize(members) : [];
        var cameras = OwnRig.Read(path, document.ToJsonString());
        var unit = Stated(document);
        IReadOnlyList<string> warnings = unit is null && LooksLikeMetres(cameras) is { } metres ? [$"{path}: {metres}"] : [];
        return new Rig(
            RigFile.NameOf(path),
            "StreamLift's JSON",
            unit ?? RigUnit.Millimetre,
            Up: null,
            cameras,
            [.. notes.Select(note => $"{path}: {note}"), .. warnings]
        )
        {
            Warnings = warnings,
            IsUnitStated = unit is not null,
        };
    }

    private static RigUnit? Stated(JsonNode document) =>
        document.First("unit").Text() switch
        {
            "mm" => RigUnit.Millimetre,
            "cm" => RigUnit.Centimetre,
            "m" => RigUnit.Metre,
            _ => null,
        };

    // Cameras that see people are more than 5 cm from the origin of their world, unless it is the camera itself.
    private static string? LooksLikeMetres(IReadOnlyList<Camera> cameras)
    {
        var lengths = cameras.Select(camera => camera.Extrinsics).OfType<Extrinsics>().Select(place => Math.Sqrt(place.Translation.Sum(t => t * t))).ToList();
        return lengths.Count > 0 && lengths.Max() is > 0 and < 50
            ? FormattableString.Invariant(
                $"every translation is shorter than {Math.Ceiling(lengths.Max()):0} mm, which is probably metres: add \"unit\": \"m\" "
            ) + "beside the cameras, or \"unit\": \"mm\" if it is right"
            : null;
    }
}
