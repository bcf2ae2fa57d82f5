using StreamLift.Poses;

namespace StreamLift.Training.Runs;

/// <summary>Appends one JSON object per epoch to a file. A resumed run appends to the same file.</summary>
internal sealed class MetricsFile : IDisposable
{
    private readonly StreamWriter _file;

    /// <exception cref="ConfigurationException">The file can't be written.</exception>
    public MetricsFile(string path)
    {
        try
        {
            _file = new StreamWriter(path, append: true) { AutoFlush = true };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"--metrics {path}: {(Directory.Exists(path) ? "this is a folder" : e.Message)}");
        }
    }

    public void Add(EpochReport report) => _file.WriteLine(report.ToJson());

    public void Dispose() => _file.Dispose();
}
