using System.CommandLine;
using StreamLift.Host.Running;
using StreamLift.Host.Settings;

namespace StreamLift.Host.Commands;

/// <summary><c>streamlift run</c>: the service.</summary>
internal static class RunCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = RunOptions.AddTo(
            new Command(
                "run",
                "Lift keypoint frames from one topic into poses on another, until SIGTERM or Ctrl+C.\n\nExample:\n  streamlift run --bootstrap "
                    + "localhost:9092 --input keypoints --output poses --create-topics"
            )
        );
        command.SetAction((parsed, stop) => RunAsync(RunOptions.Read(parsed), terminal, stop));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> flags, Terminal terminal, CancellationToken stop)
    {
        using var process = new ServiceProcess(BothStages.Of(flags), terminal, stop);
        await process.RunAsync();
        return ExitCode.Done;
    }
}
