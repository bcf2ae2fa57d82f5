using StreamLift.Poses;

namespace StreamLift.Training.Runs;

/// <summary>A JSON object a line and epoch, behind what the file has: a run that is resumed goes on in it.</summary>
internal sealed class MetricsFile : IDisposable
{
    private readonly StreamWriter _file;

    /// <exception cref="ConfigurationException">It can't be written.</exception>
    public MetricsFile(string path)
    {
        try
        {
            _file = new StreamWriter(path, append: true) { AutoFlush = true };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"--metrics {path}: {(Directory.Exists(path) ? "it is a folder" : e.Message)}");
        }
    }

    public void Add(EpochReport report) => _file.WriteLine(report.ToJson());

    public void Dispose() => _file.Dispose();
}
