using System.Collections.Immutable;
using System.Text.Json;

namespace StreamLift.Poses.Layouts;

/// <summary>Reads one layout of a user's file. Continues after a problem, to report all; the result is valid only when there are no problems.</summary>
internal static class LayoutReader
{
    private static readonly string[] Fields = ["name", "joints", "parents", "mirror", "h36m17", "minScore"];

    /// <summary>Reads a layout.</summary>
    /// <param name="json">The layout.</param>
    /// <param name="place">The position in the file from 1, for errors of a layout without a name.</param>
    /// <param name="problems">Receives all problems.</param>
    public static Skeleton? Read(JsonElement json, int place, JsonProblems problems)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"layout {place}", $"must be an object: {string.Join(", ", Fields)}");
            return null;
        }
        var name = json.TryGetProperty("name", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        var where = name.Length > 0 ? $"layout \"{name}\"" : $"layout {place}";
        if (name.Length == 0)
            problems.Add(where, "\"name\" must be a string, the layout's name in messages");
        foreach (var field in json.EnumerateObject())
            if (!Fields.Contains(field.Name))
                problems.Add(where, $"\"{field.Name}\" is not a field of a layout ({string.Join(", ", Fields)})");
        if (
            !json.TryGetProperty("joints", out var list)
            || list.ValueKind != JsonValueKind.Array
            || list.GetArrayLength() == 0
            || list.EnumerateArray().Any(joint => joint.ValueKind != JsonValueKind.String || joint.GetString()!.Length == 0)
        )
        {
            problems.Add(where, "\"joints\" must be a list of names in the order of the keypoints");
            return null;
        }
        ImmutableArray<string> joints = [.. list.EnumerateArray().Select(joint => joint.GetString()!)];
        foreach (var twice in joints.GroupBy(joint => joint).Where(group => group.Count() > 1))
            problems.Add(where, $"\"joints\" has \"{twice.Key}\" {twice.Count()} times");
        var references = new JointReferences(joints, where, problems);
        var parents = LayoutTree.Parents(json, references);
        var anatomy = LayoutAnatomy.Read(json, references);
        return new Skeleton(name, joints, parents, LayoutTree.Mirror(json, parents, anatomy.Landmarks, references), anatomy)
        {
            MinScore = MinScore(json, where, problems),
        };
    }

    private static float MinScore(JsonElement json, string where, JsonProblems problems)
    {
        if (!json.TryGetProperty("minScore", out var value))
            return 0;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out var score) && score is >= 0 and < float.PositiveInfinity)
            return score;
        problems.Add(where, "\"minScore\" must be a number of 0 or more: a joint with a lower score is not seen");
        return 0;
    }
}
