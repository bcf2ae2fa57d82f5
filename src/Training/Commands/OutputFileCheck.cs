using StreamLift.Poses;

namespace StreamLift.Training.Commands;

/// <summary>Checks the output path before a computation of hours starts.</summary>
internal static class OutputFileCheck
{
    /// <exception cref="ConfigurationException">The folder does not exist, or the file name does not end in .onnx.</exception>
    public static void Require(string path)
    {
        var problems = new List<string>();
        if (!path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
            problems.Add($"--out {path}: the file name must end in .onnx");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            problems.Add($"--out {path}: the folder {folder} does not exist");
        if (problems.Count > 0)
            throw new ConfigurationException(problems);
    }
}
