using System.Text.RegularExpressions;
using StreamLift.Files;
using StreamLift.Poses;

namespace StreamLift.Host.Record.Writing;

/// <summary>Where files are written: one file, or a folder with those of each rig or stream.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="Format">The format.</param>
internal sealed record OutPlace(string Path, bool IsFolder, MotionFormat Format)
{
    private const int Longest = 60; // of a rig's or stream's name

    /// <summary>Finds out what <c>--out</c> names, and refuses what can't be written before anything is read.</summary>
    /// <param name="path">A folder that exists, or a name with a slash at its end or without an ending: a folder; else a file.</param>
    /// <param name="format">The format's name; null: the file's ending tells.</param>
    /// <param name="overwrite">Whether a file that is there is replaced.</param>
    /// <param name="people">The ids of the people who are recorded; empty: all.</param>
    /// <exception cref="ConfigurationException">It can't be written, or there is no such format.</exception>
    public static OutPlace Find(string path, string? format, bool overwrite, IReadOnlyList<long> people)
    {
        var isFolder =
            Directory.Exists(path)
            || System.IO.Path.EndsInDirectorySeparator(path)
            || (format is not null && !System.IO.Path.HasExtension(path) && !File.Exists(path));
        if (isFolder && format is null)
            throw new ConfigurationException($"--out {OneLine.Of(path)}: a folder needs --format: {MotionFiles.Names}");
        var place = new OutPlace(path, isFolder, MotionFiles.FormatOf(path, format));
        if (!isFolder && !overwrite && File.Exists(path))
            throw new ConfigurationException($"--out {path} is there already; name another file, or give --overwrite to replace it");
        place.Try(place.Folder);
        // a second person may come after an hour: a file that is in the way then would end the recording
        if (!isFolder && !overwrite && place.Format.IsPerPerson && place.OfPeople(people).FirstOrDefault() is { } there)
            throw new ConfigurationException($"--out {path}: {there} is there already; name another file, or give --overwrite to replace it");
        return place;
    }

    /// <summary>Where a single file is named and each person gets one, the name of such a file; else null.</summary>
    public string? FileOfPerson =>
        Format.IsPerPerson && !IsFolder ? $"{System.IO.Path.GetFileNameWithoutExtension(Path)}_P1{System.IO.Path.GetExtension(Path)}" : null;

    private string Folder => IsFolder ? Path : System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;

    /// <summary>The path that the writer of a rig or stream is given.</summary>
    /// <param name="space">Whether it is a rig's or a stream's.</param>
    /// <param name="source">The name of the rig or stream.</param>
    /// <param name="taken">The names that are taken; the new one is added.</param>
    public string For(MotionSpace space, string source, HashSet<string> taken)
    {
        if (!IsFolder)
            return Path;
        // a stream's name is any text; a file's must be one on every system, and can't lead out of the folder
        var safe = new string([.. source.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' ? letter : '-')]).Trim('.', '-');
        safe = safe.Length == 0 ? "unnamed" : safe[..Math.Min(safe.Length, Longest)];
        var name = safe;
        for (var part = 2; !taken.Add(name); part++)
            name = $"{safe}-{part}";
        // where each person gets a file, the stream's name is added to it
        if (Format.IsPerPerson && space == MotionSpace.Camera)
            name = name == safe ? "stream" : $"stream-{taken.Count}";
        return System.IO.Path.Combine(Path, name + Format.Extension);
    }

    // the files of a rig's people, named as MotionFiles.Create says
    private IEnumerable<string> OfPeople(IReadOnlyList<long> people)
    {
        var ids = people.Count == 0 ? @"-?\d+" : string.Join('|', people);
        var name = Regex.Escape(System.IO.Path.GetFileNameWithoutExtension(Path));
        var pattern = new Regex($@"^{name}_P({ids})(-\d+)?{Regex.Escape(System.IO.Path.GetExtension(Path))}$", RegexOptions.IgnoreCase);
        return Directory
            .EnumerateFiles(Folder)
            .Select(file => System.IO.Path.GetFileName(file))
            .Where(file => pattern.IsMatch(file))
            .Order(StringComparer.Ordinal)
            .Select(file => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path) ?? "", file));
    }

    private void Try(string folder)
    {
        try
        {
            if (IsFolder)
                Directory.CreateDirectory(folder);
            var probe = System.IO.Path.Combine(folder, $".streamlift-{Guid.NewGuid():N}");
            File.Create(probe, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var reason =
                File.Exists(folder) ? $"{folder} is a file, not a folder"
                : e is DirectoryNotFoundException ? $"the folder {folder} does not exist; create it"
                : e is UnauthorizedAccessException ? $"permission to write in {folder} is denied; name another folder"
                : OneLine.Of(e.Message, 200);
            throw new ConfigurationException($"--out {Path} can't be written: {reason}");
        }
    }
}
