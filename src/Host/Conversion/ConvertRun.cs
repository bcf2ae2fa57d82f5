using StreamLift.Files;
using StreamLift.Host.Motion;
using StreamLift.Poses;

namespace StreamLift.Host.Conversion;

/// <summary><c>streamlift convert</c>.</summary>
internal sealed class ConvertRun(ConvertOptions options, Terminal terminal)
{
    private const double Fastest = 1000; // Hz

    private readonly SortedSet<long> _seen = [];
    private readonly HashSet<long>? _wanted = options.People is { } ids ? [.. ids] : null;

    /// <summary>Converts.</summary>
    /// <exception cref="ConfigurationException">Something can't be read or written, or there is nothing to write.</exception>
    public void Run()
    {
        Check();
        var isFolder = Directory.Exists(options.Output) || Path.EndsInDirectorySeparator(options.Output);
        var format = isFolder ? MotionFiles.FormatOf("", options.Format ?? throw NoFormat()) : MotionFiles.FormatOf(options.Output, options.Format);
        var recordings = Chosen();
        if (isFolder)
            WriteAll(recordings, format);
        else
            Write(Together(recordings), options.Output, format);
        if (_wanted is not null && _wanted.Except(_seen).ToList() is { Count: > 0 } missing)
            terminal.Error.WriteLine($"note: --person {string.Join(",", missing)}: not among the people, whose ids are {string.Join(", ", _seen)}");
    }

    private void Check()
    {
        var problems = new List<string>();
        if (options.Rate is { } rate && rate is not (> 0 and <= Fastest))
            problems.Add($"--rate {rate}: frames per second are above 0 and at most {Fastest}");
        if (options.Frames <= 0)
            problems.Add("--frames takes a number of 1 or more");
        if (options.Inputs.Any(input => Path.GetFullPath(input) == Path.GetFullPath(options.Output)))
            problems.Add($"{options.Output} is read and written; name another file to write");
        if (problems.Count > 0)
            throw new ConfigurationException(problems);
    }

    private List<MotionRecording> Chosen()
    {
        var reading = new ReadOptions
        {
            Rate = options.Rate,
            Rig = options.Rig,
            Subjects = options.Subjects,
            Smooth = options.Smooth,
        };
        var most = options.Frames ?? int.MaxValue;
        var all = options.Inputs.SelectMany(input => MotionInput.Open(input, reading)).Select(one => one with { Instants = one.Instants.Take(most) }).ToList();
        if (options.Takes is not { } takes)
            return all;
        var chosen = all.FindAll(one => takes.Any(take => one.Name.EndsWith("_" + take, StringComparison.OrdinalIgnoreCase)));
        return chosen.Count > 0
            ? chosen
            : throw new ConfigurationException(
                $"--takes {OneLine.Of(string.Join(",", takes))}: there is none of that name; there are "
                    + OneLine.Of(string.Join(", ", all.Select(one => one.Name)), 300)
            );
    }

    // Files that the user named are one recording, of several people perhaps; takes of a data set are not.
    private MotionRecording Together(List<MotionRecording> recordings) =>
        recordings.Count <= options.Inputs.Count
            ? MotionInput.Merge(recordings)
            : throw new ConfigurationException(
                $"{string.Join(", ", options.Inputs)}: {Counted.Of(recordings.Count, "take")}, and {options.Output} is one file; "
                    + "choose one with --subjects and --takes, or name a folder and --format"
            );

    private void WriteAll(List<MotionRecording> recordings, MotionFormat format)
    {
        try
        {
            Directory.CreateDirectory(options.Output);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{options.Output} can't be created: {OneLine.Of(e.Message, 200)}");
        }
        foreach (var one in recordings)
            Write(one, Path.Combine(options.Output, FileName(one.Name) + format.Extension), format);
    }

    private void Write(MotionRecording recording, string path, MotionFormat format)
    {
        var info = new RecordingInfo
        {
            Rate = options.Rate ?? recording.Rate,
            Up = recording.Up,
            Overwrite = options.Overwrite,
        };
        using var writer = MotionFiles.Create(path, format, info);
        var people = 0L;
        foreach (var instant in recording.Instants)
        {
            for (var person = 0; person < instant.PersonCount; person++)
                _seen.Add(instant[person].Id);
            if (_wanted is not null)
                instant.Keep(_wanted);
            people += instant.PersonCount;
            writer.Add(instant);
        }
        if (people == 0)
            throw Nobody(recording, writer);
        writer.Finish();
        foreach (var note in recording.Notes.Concat(writer.Notes))
            terminal.Error.WriteLine(MotionNote.Line(note));
        foreach (var file in writer.Files)
            terminal.Output.WriteLine(file);
    }

    private ConfigurationException Nobody(MotionRecording recording, IMotionWriter writer)
    {
        writer.Dispose();
        foreach (var file in writer.Files)
            File.Delete(file.Path);
        return new ConfigurationException(
            _wanted is null || _seen.Count == 0
                ? $"{recording.Name}: nobody is in it, so nothing was written"
                : $"--person {string.Join(",", _wanted)}: not among the people of {recording.Name}, whose ids are {string.Join(", ", _seen)}; "
                    + "nothing was written"
        );
    }

    private ConfigurationException NoFormat() => new($"{options.Output} is a folder: --format says what to write there ({MotionFiles.Names})");

    private static string FileName(string name) => string.Concat(name.Select(letter => Path.GetInvalidFileNameChars().Contains(letter) ? '-' : letter));
}
