using System.Text.Json;

namespace StreamLift.Poses.Layouts;

/// <summary>The <c>--layouts</c> file: one layout, or a list of them.</summary>
internal static class LayoutsFile
{
    /// <summary>Reads all layouts.</summary>
    /// <param name="json">One layout or a list of layouts.</param>
    /// <param name="path">The file's name, for errors; null for none.</param>
    public static List<Skeleton> Read(JsonElement json, string? path)
    {
        var problems = new JsonProblems(path);
        var names = Skeletons.All.Select(skeleton => skeleton.Name).ToHashSet();
        var skeletons = new List<Skeleton>();
        JsonElement[] layouts = json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray()] : [json];
        for (var index = 0; index < layouts.Length; index++)
        {
            var skeleton = LayoutReader.Read(layouts[index], index + 1, problems);
            if (skeleton is null)
                continue;
            if (!names.Add(skeleton.Name))
                problems.Add($"layout \"{skeleton.Name}\"", "the name is taken by a built-in layout or an earlier one");
            skeletons.Add(skeleton);
        }
        problems.ThrowIfAny();
        return skeletons;
    }
}
