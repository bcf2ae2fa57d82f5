using System.CommandLine;
using StreamLift.Host.Brokers;
using StreamLift.Host.Settings;

namespace StreamLift.Host.Commands;

/// <summary><c>streamlift check</c>: checks everything that <c>run</c> needs, without running.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = RunOptions.AddTo(
            new Command(
                "check",
                "Check everything that run needs: options, files, model, broker and topics. Takes run's options.\n\nExample:\n  streamlift check --bootstrap "
                    + "localhost:9092 --input keypoints --output poses"
            )
        );
        command.SetAction((parsed, stop) => Checks.RunAsync(() => BothStages.Of(RunOptions.Read(parsed)), terminal, stop));
        return command;
    }
}
