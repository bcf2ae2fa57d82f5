using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using StreamLift.Host.Commands;
using StreamLift.Host.Motion;
using StreamLift.Host.Running;
using StreamLift.Host.Settings;
using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.OptionParsing;
using StreamLift.Poses;

namespace StreamLift.Host.Bench;

/// <summary><c>streamlift bench</c>: measures the speed on this machine.</summary>
internal static class BenchCommand
{
    private const string Help = """
        Measure StreamLift's speed on this machine: each stage alone (decoding, features, inference by batch size and threads, encoding). With
        --bootstrap also the Kafka client, the throughput of `run` from a filled topic and its latency at a fixed rate. Creates the topics it needs
        and deletes them. Options after -- are passed to `run`, e.g. -- --lanes 2. Exit codes are run's: 2 options, 3 model, 4 broker.

        Example:
          streamlift bench --bootstrap localhost:9092 --encoding protobuf --json
        """;

    private static readonly BenchOptions Defaults = new();
    private static readonly Option<string> Bootstrap = new("--bootstrap")
    {
        Description = "broker to measure with [default: none, stages only]",
        HelpName = "HOST:PORT",
    };
    private static readonly Option<string> Only = new("--only")
    {
        Description = "parts to measure, separated by commas: stages, throughput, latency [default: all that are possible]",
        HelpName = "PART",
    };
    private static readonly Option<int> Frames = Number("--frames", "frames in the topic for the throughput", Defaults.Frames);
    private static readonly Option<int> People = Number("--people", "people per frame", Defaults.People);
    private static readonly Option<string> Encoding = new("--encoding")
    {
        Description = "encoding of frames and poses",
        HelpName = "json|protobuf",
        DefaultValueFactory = _ => "json",
    };
    private static readonly Option<int> Rate = Number("--rate", "frames per second for the latency", Defaults.Rate);
    private static readonly Option<int> Seconds = Number("--seconds", "duration of the latency measurement", Defaults.Seconds);
    private static readonly Option<int> WarmUp = Number("--warm-up", "seconds of warm-up before the latency measurement", Defaults.WarmUp);
    private static readonly Option<double> StageSeconds = new NumberOption<double>("--stage-seconds")
    {
        Description = "duration of the measurement of each stage, in seconds",
        HelpName = "N",
        DefaultValueFactory = _ => Defaults.StageSeconds,
    };
    private static readonly Option<int> Repetitions = Number(
        "--repetitions",
        "repetitions per stage; the median and the range are shown",
        Defaults.Repetitions
    );
    private static readonly Option<bool> Json = new("--json") { Description = "print one JSON object on stdout and nothing else" };
    private static readonly Option<string> Compare = new("--compare")
    {
        Description = "what bench --json has printed before, here or on another machine: shown beside this measurement",
        HelpName = "FILE",
    };
    private static readonly Option<bool> Verbose = new("--verbose") { Description = "print stack traces" };
    private static readonly Argument<string[]> More = new("OPTIONS") { Description = "after --: further options of run", Arity = ArgumentArity.ZeroOrMore };

    // run's options of the same names
    private static readonly Option<string>[] OfRun =
    [
        new("--model") { Description = "ONNX model [default: the one that comes with StreamLift for streams without a camera]", HelpName = "FILE" },
        new("--precision") { Description = "precision of inference [default: auto]", HelpName = "auto|fp32|int8" },
        new("--threads") { Description = "concurrent inferences [default: one per core]", HelpName = "N" },
        new("--guarantee") { Description = "delivery guarantee of the service [default: AtLeastOnce]", HelpName = "AtLeastOnce|ExactlyOnce" },
        new("--commit-interval") { Description = "commit interval [default: 1000; ExactlyOnce: 100]", HelpName = "MS" },
        new("--connect-timeout") { Description = "time limit for the broker's first answer [default: 30]", HelpName = "SECONDS" },
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new Command("bench", Help) { Bootstrap, Only, Frames, People, Encoding, Rate, Seconds, WarmUp, StageSeconds, Repetitions };
        foreach (var option in OfRun)
            command.Options.Add(option);
        command.Options.Add(KafkaProperties.Option());
        command.Options.Add(Json);
        command.Options.Add(Compare);
        command.Options.Add(Verbose);
        command.Arguments.Add(More);
        command.SetAction(
            async (parsed, stop) =>
            {
                var options = Read(parsed).Checked();
                using var signals = new Signals(stop);
                using var host = Composition.Build(ServiceFlags.Of(options), terminal);
                return await Benchmark.RunAsync(options, host.Services.GetRequiredService<LiftSettings>(), terminal, signals.Stop);
            }
        );
        return command;
    }

    /// <summary>The values given.</summary>
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
            Compare = parsed.GetValue(Compare),
            Kafka = KafkaProperties.Resolve(parsed),
            Run = Named([
                .. OfRun.SelectMany(option => parsed.GetValue(option) is { } value ? (string[])[option.Name, value] : []),
                .. KafkaProperties.Read(parsed).SelectMany(property => (string[])["--kafka", $"{property.Key}={property.Value}"]),
                .. parsed.GetValue(More) ?? [],
            ]),
        };

    // exactly once needs an instance name; any name will do
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
