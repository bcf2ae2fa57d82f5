using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using StreamLift.Host.Commands;
using StreamLift.Host.Motion;
using StreamLift.Host.Running;
using StreamLift.Host.Settings;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Poses;
using StreamLift.Shared;

namespace StreamLift.Host.Bench;

/// <summary><c>streamlift bench</c>: how fast it is here.</summary>
internal static class BenchCommand
{
    private const string Help = """
        Measure how fast StreamLift is on this machine: each stage alone (decoding, features, the network by batch size and threads, encoding)
        and, where --bootstrap names a broker, the Kafka client's part, the throughput of `run` from a filled topic and its latency at a fixed rate.
        The topics it needs it makes and deletes. What follows -- goes to `run`, e.g. -- --lanes 2. Exit codes are run's: 2 options, 3 model, 4 broker.

        Example:
          streamlift bench --bootstrap localhost:9092 --encoding protobuf --json
        """;

    private static readonly BenchOptions Defaults = new();
    private static readonly Option<string> Bootstrap = new("--bootstrap")
    {
        Description = "a broker to measure over [default: only what needs none]",
        HelpName = "HOST:PORT",
    };
    private static readonly Option<string> Only = new("--only")
    {
        Description = "stages, throughput, latency: some of them, separated by commas [default: all that can be had]",
        HelpName = "PART",
    };
    private static readonly Option<int> Frames = Number("--frames", "in the topic that throughput is measured from", Defaults.Frames);
    private static readonly Option<int> People = Number("--people", "in each frame", Defaults.People);
    private static readonly Option<string> Encoding = new("--encoding")
    {
        Description = "of the frames, and so of the poses",
        HelpName = "json|protobuf",
        DefaultValueFactory = _ => "json",
    };
    private static readonly Option<int> Rate = Number("--rate", "frames a second for the latency", Defaults.Rate);
    private static readonly Option<int> Seconds = Number("--seconds", "how long latency is measured", Defaults.Seconds);
    private static readonly Option<int> WarmUp = Number("--warm-up", "seconds at that rate before", Defaults.WarmUp);
    private static readonly Option<double> StageSeconds = new NumberOption<double>("--stage-seconds")
    {
        Description = "how long each stage is measured",
        HelpName = "N",
        DefaultValueFactory = _ => Defaults.StageSeconds,
    };
    private static readonly Option<int> Repetitions = Number("--repetitions", "in how many pieces; the median and the spread are shown", Defaults.Repetitions);
    private static readonly Option<bool> Json = new("--json") { Description = "print one JSON object on stdout, and nothing else there" };
    private static readonly Option<bool> Verbose = new("--verbose") { Description = "stack traces" };
    private static readonly Argument<string[]> More = new("OPTIONS") { Description = "after --: more options of run", Arity = ArgumentArity.ZeroOrMore };

    // run's own, by the same names
    private static readonly Option<string>[] OfRun =
    [
        new("--model") { Description = "ONNX model [default: the one that comes with StreamLift]", HelpName = "FILE" },
        new("--precision") { Description = "of the network [default: auto]", HelpName = "auto|fp32|int8" },
        new("--threads") { Description = "batches in the network at once [default: one a core]", HelpName = "N" },
        new("--guarantee") { Description = "what the service promises [default: AtLeastOnce]", HelpName = "AtLeastOnce|ExactlyOnce" },
        new("--commit-interval") { Description = "how often it commits [default: 1000; ExactlyOnce: 100]", HelpName = "MS" },
        new("--connect-timeout") { Description = "how long the broker may take to answer at the start [default: 30]", HelpName = "SECONDS" },
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new Command("bench", Help) { Bootstrap, Only, Frames, People, Encoding, Rate, Seconds, WarmUp, StageSeconds, Repetitions };
        foreach (var option in OfRun)
            command.Options.Add(option);
        command.Options.Add(KafkaProperties.Option());
        command.Options.Add(Json);
        command.Options.Add(Verbose);
        command.Arguments.Add(More);
        command.SetAction(
            async (parsed, stop) =>
            {
                var options = Read(parsed).Checked();
                using var signals = new Signals(stop);
                using var host = Composition.Build(ServiceFlags.Of(options), terminal);
                return await Benchmark.RunAsync(options, host.Services.GetRequiredService<ServiceSettings>(), terminal, signals.Stop);
            }
        );
        return command;
    }

    /// <summary>What was given.</summary>
    /// <exception cref="ConfigurationException">A value that can't be read.</exception>
    public static BenchOptions Read(ParseResult parsed) =>
        new()
        {
            Bootstrap = parsed.GetValue(Bootstrap),
            Only = parsed.GetValue(Only)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            Frames = parsed.GetValue(Frames),
            People = parsed.GetValue(People),
            Encoding = EncodingName.Parse(parsed.GetValue(Encoding)!),
            Rate = parsed.GetValue(Rate),
            Seconds = parsed.GetValue(Seconds),
            WarmUp = parsed.GetValue(WarmUp),
            StageSeconds = parsed.GetValue(StageSeconds),
            Repetitions = parsed.GetValue(Repetitions),
            Json = parsed.GetValue(Json),
            Kafka = KafkaProperties.Resolve(parsed),
            Run = Named([
                .. OfRun.SelectMany(option => parsed.GetValue(option) is { } value ? (string[])[option.Name, value] : []),
                .. KafkaProperties.Read(parsed).SelectMany(property => (string[])["--kafka", $"{property.Key}={property.Value}"]),
                .. parsed.GetValue(More) ?? [],
            ]),
        };

    // exactly once takes a name, and any will do
    private static string[] Named(string[] flags) =>
        flags.Contains(nameof(Guarantee.ExactlyOnce), StringComparer.OrdinalIgnoreCase) && !flags.Contains("--instance")
            ? [.. flags, "--instance", "bench"]
            : flags;

    private static Option<int> Number(string name, string help, int otherwise) =>
        new NumberOption<int>(name)
        {
            Description = help,
            HelpName = "N",
            DefaultValueFactory = _ => otherwise,
        };
}
