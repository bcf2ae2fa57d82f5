using System.CommandLine;

namespace StreamLift.Host.Calibration;

/// <summary><c>streamlift rig show</c>: the cameras of a rig as a table and as a drawing.</summary>
internal static class RigShowCommand
{
    private const string Help = """
        Show the cameras of a rig: lens, place and direction.

        Example:
          streamlift rig show hall.json --svg hall.svg
        """;

    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "rig files, or calibrations of any tool that is read (docs/cameras.md)",
            Arity = ArgumentArity.OneOrMore,
        };
        var svg = new Option<string?>("--svg") { Description = "also draw a top view of the rig into this file", HelpName = "FILE" };
        var command = new Command("show", Help) { files, svg };
        command.SetAction(parsed =>
        {
            new RigShow(terminal).Run(parsed.GetValue(files)!, parsed.GetValue(svg));
            return ExitCode.Done;
        });
        return command;
    }
}
