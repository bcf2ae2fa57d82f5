using StreamLift.Poses;

namespace StreamLift.Training.Commands;

/// <summary>Where a result goes is checked before the hours that it takes.</summary>
internal static class OutputFileCheck
{
    /// <exception cref="ConfigurationException">The folder isn't there, or the name is not an ONNX file's.</exception>
    public static void Require(string path)
    {
        var problems = new List<string>();
        if (!path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
            problems.Add($"--out {path}: must end in .onnx");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            problems.Add($"--out {path}: there is no folder {folder}");
        if (problems.Count > 0)
            throw new ConfigurationException(problems);
    }
}
