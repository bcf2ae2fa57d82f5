using StreamLift.Datasets.Numpy;
using StreamLift.Poses;

namespace StreamLift.Datasets.VideoPose3D;

/// <summary>The nested dictionaries that VideoPose3D saves: subject → action → value.</summary>
internal sealed class SubjectTable
{
    private readonly string _path;
    private readonly Dictionary<string, List<(string Name, object? Value)>> _subjects = [];

    private SubjectTable(string path) => _path = path;

    public IReadOnlyList<string> Subjects => [.. _subjects.Keys];

    public IReadOnlyList<(string Name, object? Value)> ActionsOf(string subject) => _subjects.GetValueOrDefault(subject) ?? [];

    public static SubjectTable Read(string path, string name)
    {
        var table = new SubjectTable(path);
        var value = NpzFile.Read(path, name)
            ?? throw new ConfigurationException($"{path} has no {name}; its arrays are {OneLine.Of(string.Join(", ", NpzFile.Names(path)))}");
        foreach (var (subject, actions) in Entries(value, path, name))
            table._subjects[subject] = [.. Entries(actions, path, $"{name}[{subject}]").Select(a => (ActionName.Of(a.Key), a.Value))];
        return table._subjects.Count > 0 ? table : throw new ConfigurationException($"{path}: {name} has no subjects");
    }

    /// <summary>Adds the file and the location to the message of an error.</summary>
    public T Guarded<T>(string place, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw new ConfigurationException($"{_path}: {place} can't be read: {OneLine.Of(e.Message, 400)}");
        }
    }

    /// <summary>Describes a value in an error message.</summary>
    public static string Shown(object? value) =>
        value switch
        {
            NumpyArray array => $"an array of shape ({string.Join(", ", array.Shape)})",
            List<object?> list => $"a list of {list.Count}",
            null => "None",
            _ => $"a {value.GetType().Name}",
        };

    private static IEnumerable<KeyValuePair<string, object?>> Entries(object? value, string path, string place)
    {
        if (value is not Dictionary<object, object?> entries)
            throw new ConfigurationException($"{path}: {OneLine.Of(place)} is {Shown(value)}; expected is a dictionary");
        return entries.Select(e => KeyValuePair.Create(OneLine.Of(e.Key.ToString()!), e.Value));
    }
}
