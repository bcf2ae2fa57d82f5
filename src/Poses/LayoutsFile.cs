using System.Text.Json;

namespace StreamLift.Poses;

/// <summary>The <c>--layouts</c> file: one layout, or a list of them.</summary>
internal static class LayoutsFile
{
    public static List<Skeleton> Read(string path)
    {
        using var document = JsonProblems.Open(path);
        var problems = new JsonProblems(path);
        var names = Skeletons.All.Select(skeleton => skeleton.Name).ToHashSet();
        var skeletons = new List<Skeleton>();
        var root = document.RootElement;
        foreach (var (json, index) in (root.ValueKind == JsonValueKind.Array ? root.EnumerateArray() : (IEnumerable<JsonElement>)[root]).Select((e, i) => (e, i)))
        {
            var skeleton = LayoutReader.Read(json, index, problems);
            if (skeleton is null)
                continue;
            if (!names.Add(skeleton.Name))
                problems.Add($"layout \"{skeleton.Name}\"", "the name is taken, by a built-in layout or one above");
            skeletons.Add(skeleton);
        }
        problems.ThrowIfAny();
        return skeletons;
    }
}
