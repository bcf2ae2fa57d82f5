using System.CommandLine;
using StreamLift.Host.Brokers;
using StreamLift.Host.Running;
using StreamLift.Host.Settings;

namespace StreamLift.Host.Commands;

/// <summary><c>streamlift fuse</c>: the second stage as a service.</summary>
internal static class FuseCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = FuseOptions.AddTo(
            new Command(
                "fuse",
                "Fuse the poses of several cameras into people in the room, one record for each instant of a rig, until SIGTERM or Ctrl+C.\n\nExample:\n"
                    + "  streamlift run --bootstrap localhost:9092 --input keypoints --output poses --with-keypoints --key rig --rig hall.json\n"
                    + "  streamlift fuse --bootstrap localhost:9092 --input poses --output people --rig hall.json --create-topics"
            )
        );
        var check = new Option<bool>("--check") { Description = "check options, rigs, broker and topics, and the last records of the input; start nothing" };
        command.Options.Add(check);
        command.SetAction(
            async (parsed, stop) =>
            {
                IReadOnlyList<StageFlags> stages = [new StageFlags(FuseOptions.Read(parsed), FuseComposition.Add)];
                if (parsed.GetValue(check))
                    return await Checks.RunAsync(() => stages, terminal, stop);
                using var process = new ServiceProcess(stages, terminal, stop);
                await process.RunAsync();
                return ExitCode.Done;
            }
        );
        return command;
    }
}
