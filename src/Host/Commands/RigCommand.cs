using System.CommandLine;
using StreamLift.Host.Calibration;
using StreamLift.Host.RigChecks;

namespace StreamLift.Host.Commands;

/// <summary><c>streamlift rig</c>: the commands about rigs of cameras.</summary>
internal static class RigCommand
{
    public static Command Create(Terminal terminal) =>
        new("rig", "Rigs: the calibrated cameras of one room.")
        {
            RigConvertCommand.Create(terminal),
            RigShowCommand.Create(terminal),
            RigCheckCommand.Create(terminal),
        };
}
