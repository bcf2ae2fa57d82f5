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
        List<(MotionRecording Recording, string Path)> files = isFolder
            ? recordings.ConvertAll(one => (one, Path.Combine(options.Output, FileName(one.Name) + format.Extension)))
            : [(Together(recordings), options.Output)];
        RequireDifferent(files);
        if (isFolder)
            CreateFolder();
        foreach (var (recording, path) in files)
            Write(recording, path, format);
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
        if (problems.Count > 0)
            throw new ConfigurationException(problems);
    }

    // With --overwrite a file would be lost.
    private void RequireDifferent(List<(MotionRecording Recording, string Path)> files)
    {
        var problems = files
            .Where(file => options.Inputs.Any(input => Path.GetFullPath(input) == Path.GetFullPath(file.Path)))
            .Select(file => $"{file.Path} is read and written; name another file to write")
            .ToList();
        foreach (var same in files.GroupBy(file => file.Path).Where(same => same.Count() > 1))
            problems.Add($"{same.Count()} recordings would be {same.Key}; convert them one by one, or name a file instead of the folder, which joins them");
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

    private void CreateFolder()
    {
        try
        {
            Directory.CreateDirectory(options.Output);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{options.Output} can't be created: {OneLine.Of(e.Message, 200)}");
        }
    }

    private void Write(MotionRecording recording, string path, MotionFormat format)
    {
        // before a file is created, or one that is there is replaced
        RequirePeople(recording);
        var info = new RecordingInfo
        {
            Rate = options.Rate ?? recording.Rate,
            Up = recording.Up,
            Overwrite = options.Overwrite,
        };
        using var writer = MotionFiles.Create(path, format, info);
        foreach (var instant in WholeOrNothing(recording, writer))
            writer.Add(instant);
        writer.Finish();
        foreach (var note in recording.Notes.Concat(writer.Notes).Distinct())
            terminal.Error.WriteLine(MotionNote.Line(note));
        if (writer.Files.Count == 0)
            throw new ConfigurationException($"{recording.Name}: nothing was written as {format}");
        foreach (var file in writer.Files)
            terminal.Output.WriteLine(file);
    }

    private void RequirePeople(MotionRecording recording)
    {
        if (Wanted(recording).Any(instant => instant.PersonCount > 0))
            return;
        throw new ConfigurationException(
            _wanted is null || _seen.Count == 0
                ? $"{recording.Name}: nobody is in it, so nothing was written"
                : $"--person {string.Join(",", _wanted)}: not among the people of {recording.Name}, whose ids are {string.Join(", ", _seen)}; "
                    + "nothing was written"
        );
    }

    private IEnumerable<MotionInstant> Wanted(MotionRecording recording)
    {
        foreach (var instant in recording.Instants)
        {
            for (var person = 0; person < instant.PersonCount; person++)
                _seen.Add(instant[person].Id);
            if (_wanted is not null)
                instant.Keep(_wanted);
            yield return instant;
        }
    }

    // A file that ends where the input is damaged would pass for the whole.
    private IEnumerable<MotionInstant> WholeOrNothing(MotionRecording recording, IMotionWriter writer)
    {
        using var instants = Wanted(recording).GetEnumerator();
        while (Next())
            yield return instants.Current;

        bool Next()
        {
            try
            {
                return instants.MoveNext();
            }
            catch (ConfigurationException)
            {
                var files = writer.Files;
                writer.Dispose();
                foreach (var file in files)
                    File.Delete(file.Path);
                throw;
            }
        }
    }

    private ConfigurationException NoFormat() => new($"{options.Output} is a folder: --format says what to write there ({MotionFiles.Names})");

    private static string FileName(string name) => string.Concat(name.Select(letter => Path.GetInvalidFileNameChars().Contains(letter) ? '-' : letter));
}
