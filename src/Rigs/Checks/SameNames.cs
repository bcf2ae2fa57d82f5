namespace StreamLift.Rigs.Checks;

/// <summary>Finds names that two rigs, or cameras of two rigs, have in common: a stream belongs to one camera.</summary>
internal static class SameNames
{
    /// <summary>What is wrong, one line each.</summary>
    public static IEnumerable<string> Problems(IReadOnlyList<(string Path, Rig Rig)> rigs)
    {
        foreach (var same in rigs.GroupBy(rig => rig.Rig.Name).Where(same => same.Count() > 1))
        {
            var times = same.Count() == 2 ? "twice" : $"{same.Count()} times";
            yield return $"rig \"{same.Key}\" is given {times} ({Files(same.Select(rig => rig.Path))}): give each a \"name\" of its own";
        }

        var cameras = rigs.SelectMany(rig => rig.Rig.Cameras.Select(camera => (camera.Name, rig.Path, Rig: rig.Rig.Name)));
        foreach (var same in cameras.GroupBy(camera => camera.Name).Where(same => same.Count() > 1))
            yield return $"camera \"{same.Key}\" is in {Times(same.Count())} rigs ({Rigs(same.Select(camera => (camera.Path, camera.Rig)))}): name cameras as "
                + $"their streams, such as \"{same.First().Rig}/{same.Key}\"";
    }

    private static string Times(int count) => count == 2 ? "two" : $"{count}";

    private static string Files(IEnumerable<string> paths) => string.Join(", ", paths);

    private static string Rigs(IEnumerable<(string Path, string Rig)> rigs) => string.Join(", ", rigs.Select(rig => $"\"{rig.Rig}\" of {rig.Path}"));
}
