using System.CommandLine;
using System.CommandLine.Invocation;
using StreamLift.Host.Bench;
using StreamLift.Host.Conversion;
using StreamLift.Host.Demo;
using StreamLift.Host.Evaluate;
using StreamLift.Host.Produce;
using StreamLift.Host.Record;
using StreamLift.Host.Redrive;
using StreamLift.Host.Viewing;

namespace StreamLift.Host.Commands;

/// <summary>The root of the command line.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command line to its end.</summary>
    /// <param name="args">The command and its options.</param>
    /// <param name="terminal">Where it writes.</param>
    /// <param name="stop">Requests a graceful shutdown, as a first signal does.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken stop = default)
    {
        var parsed = Root(terminal).Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
            return ErrorLines.Write(
                terminal.Error,
                2,
                [.. parsed.Errors.Select(error => error.Message), $"see: streamlift {Path(parsed.CommandResult.Command)}--help"]
            );

        // By default System.CommandLine ends the process 2 seconds after SIGTERM. Here the host drains within its own time limit.
        var configuration = new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Error,
            ProcessTerminationTimeout = null,
            EnableDefaultExceptionHandler = false,
        };
        try
        {
            return await parsed.InvokeAsync(configuration, stop);
        }
        catch (Exception e)
        {
            return ErrorLines.Write(terminal.Error, e, verbose: args.Contains("--verbose"));
        }
    }

    private static RootCommand Root(Terminal terminal) =>
        new(
            "StreamLift turns streams of 2D human keypoints into 3D poses, live: Kafka in, Kafka out.\n\ntrain, score, export, quantize and card are in "
                + "a separate program: ./streamlift train --help"
        )
        {
            DemoCommand.Create(terminal),
            RunCommand.Create(terminal),
            FuseCommand.Create(terminal),
            CheckCommand.Create(terminal),
            ModelCommand.Create(terminal),
            ProduceCommand.Create(terminal),
            EvaluateCommand.Create(terminal),
            RedriveCommand.Create(terminal),
            RecordCommand.Create(terminal),
            RigCommand.Create(terminal),
            ViewCommand.Create(terminal),
            ConvertCommand.Create(terminal),
            BenchCommand.Create(terminal),
        };

    private static string Path(Command command) => command is RootCommand ? "" : command.Name + " ";
}
