namespace StreamLift.Host.Detections;

/// <summary>Problems of many files, of which the first are shown.</summary>
internal sealed class Problems
{
    private const int MostLines = 20;

    private readonly List<string> _lines = [];

    /// <summary>The number of problems.</summary>
    public int Count { get; private set; }

    /// <summary>The first problems, and how many there are more.</summary>
    public IReadOnlyList<string> Lines => Count > MostLines ? [.. _lines, $"… and {Count - MostLines:N0} more files with problems"] : _lines;

    /// <summary>Adds a problem, a line that names the file.</summary>
    public void Add(string line)
    {
        if (++Count <= MostLines)
            _lines.Add(line);
    }
}
