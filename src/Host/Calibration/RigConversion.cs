using StreamLift.Poses;
using StreamLift.Rigs;

namespace StreamLift.Host.Calibration;

/// <summary><c>streamlift rig convert</c>.</summary>
internal sealed class RigConversion(Terminal terminal)
{
    /// <summary>Converts files.</summary>
    /// <param name="files">The calibrations.</param>
    /// <param name="to">The rig file.</param>
    /// <exception cref="ConfigurationException">Files can't be read or written, or have faults.</exception>
    public void Run(IReadOnlyList<string> files, string to)
    {
        if (files.Any(file => Path.GetFullPath(file) == Path.GetFullPath(to)))
            throw new ConfigurationException($"--out {to}: the same file is read; name another");
        var rigs = RigFiles.Read(files, isTogether: true, terminal);
        RigFiles.Write("--out", to, RigWriter.ToJson([.. rigs.Select(rig => rig.Rig)]));
        foreach (var (path, rig) in rigs)
        {
            var up = rig.Up is { } axis ? $"{axis.Symbol()} up" : "up is not said: add \"up\" to the rig file if you know it";
            terminal.Output.WriteLine($"{path} -> {to}: rig \"{rig.Name}\", {RigFiles.Cameras(rig)}, {rig.Format}, {rig.Unit.Symbol()}, {up}");
        }
    }
}
