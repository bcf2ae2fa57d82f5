using System.Globalization;

namespace StreamLift.Files.Output;

/// <summary>
/// The names of the files of people: <c>walk_P3.trc</c> of person 3 of the only rig; <c>walk_hall_P3.trc</c> of another rig, and of a camera's stream
/// <c>hall</c>; <c>walk_P3-2.trc</c> where a person comes back after a long time.
/// </summary>
/// <param name="path">The file that the user named.</param>
internal sealed class PersonNames(string path)
{
    private const int Longest = 60; // of a source's name

    private readonly string _folder = Path.GetDirectoryName(path) ?? "";
    private readonly string _name = Path.GetFileNameWithoutExtension(path);
    private readonly string _ending = Path.GetExtension(path);
    private readonly Dictionary<(string, MotionSpace), string> _sources = [];
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The next file of a person, and the person's name within a file of several.</summary>
    public (string Path, string Person) Next(string source, MotionSpace space, long id)
    {
        if (!_sources.TryGetValue((source, space), out var of))
            _sources[(source, space)] = of = _sources.Count == 0 && space == MotionSpace.World ? "" : $"{Safe(source)}_";
        var person = string.Create(CultureInfo.InvariantCulture, $"{of}P{id}");
        var name = person;
        for (var part = 2; !_taken.Add(name); part++)
            name = string.Create(CultureInfo.InvariantCulture, $"{person}-{part}");
        return (Path.Combine(_folder, $"{_name}_{name}{_ending}"), name);
    }

    // A stream's name is any text; a file's name must be one on every system, and can't lead out of the folder.
    private static string Safe(string source)
    {
        var safe = new string([.. source.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' ? letter : '-')]).Trim('.', '-');
        return safe.Length switch
        {
            0 => "camera",
            > Longest => safe[..Longest],
            _ => safe,
        };
    }
}
