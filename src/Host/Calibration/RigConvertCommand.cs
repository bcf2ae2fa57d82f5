using System.CommandLine;

namespace StreamLift.Host.Calibration;

/// <summary><c>streamlift rig convert</c>: calibrations of other tools as a rig file.</summary>
internal static class RigConvertCommand
{
    private const string Help = """
        Convert calibrations of any tool into StreamLift's rig file. Unit and axes are kept.

        Example:
          streamlift rig convert Calib_hall.toml --out hall.json
        """;

    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "calibrations of any tool that is read (docs/cameras.md); a folder of one will do",
            Arity = ArgumentArity.OneOrMore,
        };
        var to = new Option<string>("--out")
        {
            Description = "rig file to write; several calibrations become a list",
            HelpName = "FILE",
            Required = true,
        };
        var command = new Command("convert", Help) { files, to };
        command.SetAction(parsed =>
        {
            new RigConversion(terminal).Run(parsed.GetValue(files)!, parsed.GetValue(to)!);
            return ExitCode.Done;
        });
        return command;
    }
}
