using StreamLift.Poses;

namespace StreamLift.Datasets.Rigs;

/// <summary>Collects what came up while motion files were read, as lines for the user: the same line of many files is shown once.</summary>
internal sealed class ReadingLog
{
    private const int MostLines = 20;
    private const int MostFiles = 3;

    private readonly List<string> _problems = [];
    private readonly List<(string Line, List<string> Files)> _notes = [];
    private readonly List<(string Line, List<string> Files)> _settings = [];

    /// <summary>The lines, at most 20 of a kind: files that can't be read, then what may be wrong, then how files were read.</summary>
    public IReadOnlyList<string> Lines =>
        [
            .. Limited(_problems, "files that can't be read"),
            .. Limited([.. _notes.Select(note => $"{Named(note.Files)}: {note.Line}")], "notes"),
            .. Limited([.. _settings.Select(one => $"{Named(one.Files)}: read as {one.Line}")], "ways of reading"),
        ];

    /// <summary>Adds a file that was read.</summary>
    public void Add(string file, RigReading reading)
    {
        foreach (var note in reading.Notes)
            Add(_notes, note, file);
        Add(_settings, reading.Settings, file);
    }

    /// <summary>Adds a file that can't be read. The text names it.</summary>
    public void AddProblem(string problem) => _problems.Add($"left out: {problem}");

    private static void Add(List<(string Line, List<string> Files)> to, string line, string file)
    {
        if (to.Find(one => one.Line == line).Files is { } files)
            files.Add(file);
        else
            to.Add((line, [file]));
    }

    private static string Named(List<string> files)
    {
        var shown = string.Join(", ", files.Take(MostFiles).Select(file => OneLine.Of(file)));
        return files.Count <= MostFiles ? shown : $"{files.Count:N0} files ({shown}, …)";
    }

    private static IEnumerable<string> Limited(IReadOnlyList<string> lines, string what) =>
        lines.Count <= MostLines ? lines : lines.Take(MostLines).Append($"… and {lines.Count - MostLines:N0} more {what}");
}
