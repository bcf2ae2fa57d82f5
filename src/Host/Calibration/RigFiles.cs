using StreamLift.Poses;
using StreamLift.Rigs;

namespace StreamLift.Host.Calibration;

/// <summary>Reads the files that a command of rigs is given, and says what was assumed.</summary>
internal static class RigFiles
{
    /// <summary>All rigs of the files. Notes, and what keeps them from being used as rigs, go to stderr.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="isTogether">Whether they are to be used together, so that names must differ.</param>
    /// <param name="terminal">Where it writes.</param>
    /// <exception cref="ConfigurationException">Files can't be read or have faults: lists all.</exception>
    public static IReadOnlyList<(string Path, Rig Rig)> Read(IReadOnlyList<string> paths, bool isTogether, Terminal terminal)
    {
        var problems = new List<string>();
        var rigs = RigFile.ReadAll(paths, problems);
        if (problems.Count > 0)
            throw new ConfigurationException(problems);
        foreach (var note in rigs.SelectMany(rig => rig.Rig.Notes).Distinct())
            terminal.Error.WriteLine(note);
        foreach (var problem in isTogether ? RigCatalogue.Problems(rigs) : rigs.SelectMany(rig => RigCatalogue.Problems([rig])))
            terminal.Error.WriteLine($"not usable with --rig as it is: {problem}");
        return rigs;
    }

    /// <summary>Writes a file.</summary>
    /// <exception cref="ConfigurationException">It can't be written.</exception>
    public static void Write(string option, string path, string text)
    {
        try
        {
            File.WriteAllText(path, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConfigurationException($"{option} {path}: can't be written: {e.Message}");
        }
    }

    /// <summary>A number and what it counts.</summary>
    public static string Cameras(Rig rig) => rig.Cameras.Count == 1 ? "1 camera" : $"{rig.Cameras.Count} cameras";
}
