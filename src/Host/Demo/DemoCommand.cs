using System.CommandLine;
using Spectre.Console;
using StreamLift.Host.Commands;
using StreamLift.Host.Demo.Display;
using StreamLift.Host.Running;
using StreamLift.Host.Viewing;
using StreamLift.OptionParsing;
using StreamLift.Poses;

namespace StreamLift.Host.Demo;

/// <summary><c>streamlift demo</c>: the whole service with its own broker and input, on a machine without Kafka.</summary>
internal static class DemoCommand
{
    private static readonly Option<double?> Seconds = new OptionalNumberOption<double>("--seconds")
    {
        Description = $"duration in seconds [default: {new DemoOptions().Seconds}; with --view until Ctrl+C]",
        HelpName = "N",
    };
    private static readonly Option<double> Rate = new NumberOption<double>("--rate")
    {
        Description = "frames per second of each of the four cameras",
        HelpName = "HZ",
        DefaultValueFactory = _ => new DemoOptions().Rate,
    };
    private static readonly Option<string> Bootstrap = new("--bootstrap")
    {
        Description = "your own broker; the demo creates its topics there (streamlift-demo-…) and keeps them [default: a broker embedded in the process]",
        HelpName = "HOST:PORT",
    };
    private static readonly Option<string> Model = new("--model")
    {
        Description = "ONNX model [default: those that come with StreamLift, as run serves them]",
        HelpName = "FILE",
    };
    private static readonly Option<string> ConnectTimeout = new("--connect-timeout")
    {
        Description = "time limit for the broker's first answer [default: 30]",
        HelpName = "SECONDS",
    };
    private static readonly Option<bool> View = new("--view") { Description = "show the people live in a browser, in 3D" };
    private static readonly Option<bool> NoBrowser = new("--no-browser")
    {
        Description = $"with --view: print the address only; so does the environment variable {BrowserLauncher.OffVariable}",
    };
    private static readonly Option<bool> Verbose = new("--verbose") { Description = "print stack traces" };

    public static Command Create(Terminal terminal)
    {
        var viewFlags = new ViewFlags(" (with --view)");
        var command = new Command(
            "demo",
            "Follow two people in a room live: keypoints of four cameras go through both stages of the service, and the poses of each camera and the "
                + "people in the room are compared with the truth. Needs no Kafka.\n\nExample:\n  streamlift demo --seconds 60\n  streamlift demo --view"
        )
        {
            Seconds,
            Rate,
            Bootstrap,
            Model,
            ConnectTimeout,
            KafkaProperties.Option(),
            View,
            NoBrowser,
            Verbose,
        };
        viewFlags.AddTo(command);
        command.SetAction(
            (parsed, stop) =>
                RunAsync(
                    new DemoOptions
                    {
                        Seconds = parsed.GetValue(Seconds) ?? (parsed.GetValue(View) ? DemoOptions.MostSeconds : new DemoOptions().Seconds),
                        Rate = parsed.GetValue(Rate),
                        Bootstrap = parsed.GetValue(Bootstrap),
                        Model = parsed.GetValue(Model),
                        ConnectTimeout = parsed.GetValue(ConnectTimeout) is { } seconds ? Durations.Parse("--connect-timeout", seconds, 1) : null,
                        Kafka = KafkaProperties.Read(parsed),
                        View = ViewOf(parsed, viewFlags),
                        OpensBrowser = !parsed.GetValue(NoBrowser),
                    },
                    terminal,
                    stop
                )
        );
        return command;
    }

    private static ViewAddress? ViewOf(ParseResult parsed, ViewFlags flags)
    {
        if (parsed.GetValue(View))
            return flags.Read(parsed);
        return flags.IsGiven(parsed) || parsed.GetValue(NoBrowser)
            ? throw new ConfigurationException("--http, --token and --no-browser are of the viewer: add --view, or leave them out")
            : null;
    }

    private static async Task<int> RunAsync(DemoOptions options, Terminal terminal, CancellationToken stop)
    {
        using var signals = new Signals(stop);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Output) });
        var isTerminal = console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi;
        IDemoDisplay display = isTerminal ? new TableDisplay(console) : new LineDisplay(terminal.Output);
        var report = await DemoRun.RunAsync(options, display, terminal, signals.Stop);
        foreach (var line in DemoSummary.Of(report))
            display.WriteLine(line);
        return report.InFlight == 0 ? ExitCode.Done : ExitCode.CheckFailed;
    }
}
