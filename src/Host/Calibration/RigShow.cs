using System.Globalization;
using Spectre.Console;
using StreamLift.Host.Bench;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Rigs;

namespace StreamLift.Host.Calibration;

/// <summary><c>streamlift rig show</c>: a table of each rig's cameras, and a top view.</summary>
internal sealed class RigShow(Terminal terminal)
{
    private static readonly string[] Headings =
    [
        "camera",
        "size px",
        "focal length px",
        "field of view",
        "x, y, z m",
        "height m",
        "looks to",
        "tilt",
        "distortion",
    ];

    /// <summary>Shows files.</summary>
    /// <param name="files">The rig files or calibrations.</param>
    /// <param name="svg">The file of the top view; null for none.</param>
    /// <exception cref="ConfigurationException">Files can't be read or written, or have faults.</exception>
    public void Run(IReadOnlyList<string> files, string? svg)
    {
        var rigs = RigFiles.Read(files, isTogether: false, terminal);
        if (svg is not null && rigs.Count > 1)
            throw new ConfigurationException($"--svg {svg}: the files have {rigs.Count} rigs; a top view shows one");
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Output) });
        foreach (var (_, rig) in rigs)
            Table(rig).WriteTo(console);
        if (svg is not null)
            RigFiles.Write("--svg", svg, RigTopView.Draw(rigs[0].Rig));
    }

    private static ReportTable Table(Rig rig)
    {
        var axes = RigAxes.Of(rig);
        var up = axes.IsAssumed ? $"up is not said ({axes.Up.Symbol()} is taken)" : $"{axes.Up.Symbol()} up";
        var floor = rig.Floor is { } height ? Text($", floor at {height / 1000:0.###} m") : "";
        return new ReportTable(
            $"Rig \"{rig.Name}\": {RigFiles.Cameras(rig)}, {rig.Format}, {rig.Unit.Symbol()}, {up}{floor}",
            Headings,
            [.. rig.Cameras.Select(camera => Row(camera, axes, rig.Floor ?? 0))]
        );
    }

    private static IReadOnlyList<string> Row(Camera camera, RigAxes axes, double floor)
    {
        var lens = camera.Intrinsics;
        var (across, upright) = FieldOfView.Of(lens);
        var place = CameraPlace.Of(camera);
        var (x, y, z) = place.Centre;
        var (height, right, ahead) = axes.Of(place.Away);
        var focal = Math.Abs(lens.Fx - lens.Fy) < 0.05 ? Text($"{lens.Fx:0.0}") : Text($"{lens.Fx:0.0}, {lens.Fy:0.0}");
        string[] ofLens = [camera.Name, $"{lens.Width} × {lens.Height}", focal, Text($"{across:0}° × {upright:0}°")];
        string[] ofPlace = camera.Extrinsics is null
            ? ["not known", "", "", ""]
            :
            [
                $"{Metres(x)}, {Metres(y)}, {Metres(z)}",
                Metres(axes.Of(place.Centre).Height - floor),
                Text($"{(Degrees(Math.Atan2(ahead, right)) + 360) % 360:0}°"),
                Text($"{Math.Round(Degrees(Math.Asin(Math.Clamp(height, -1, 1)))) + 0.0:0}°"),
            ];
        return [.. ofLens, .. ofPlace, OfDistortion(lens.Distortion)];
    }

    private static string OfDistortion(Distortion d) =>
        d == Distortion.None ? "none" : Text($"{d.Form.ToString().ToLowerInvariant()}, k1 {d.K1:0.###}, k2 {d.K2:0.###}");

    // Rounded first: what is rounded to 0 has no sign.
    private static string Metres(double millimetres) => Text($"{Math.Round(millimetres / 1000, 2) + 0.0:0.00}");

    private static double Degrees(double radians) => radians * 180 / Math.PI;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
