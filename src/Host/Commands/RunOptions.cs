using System.CommandLine;
using System.CommandLine.Parsing;
using StreamLift.Host.Running;
using StreamLift.Ingest.Group;
using StreamLift.Lanes;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Gpu;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Poses;

namespace StreamLift.Host.Commands;

/// <summary>
/// The flags of <c>run</c> and <c>check</c>, each over a key of the configuration: flags win over environment, environment over appsettings.json.
/// </summary>
internal static class RunOptions
{
    private static readonly (string Flag, string Value, string[] Keys, string Help)[] Settings =
    [
        ("--bootstrap", "HOST:PORT", ["Ingest:Bootstrap", "Sink:Bootstrap"], "brokers to ask first, separated by commas"),
        ("--input", "TOPIC", ["Ingest:Input"], "topics to read, separated by commas, or ^regex"),
        ("--output", "TOPIC", ["Sink:Output"], "topic that poses go to"),
        ("--dead-letters", "TOPIC", ["Sink:DeadLetters"], "topic that rejected records go to [default: <input>.dead-letters]"),
        ("--group", "NAME", ["Ingest:Group"], "consumer group [default: streamlift]"),
        ("--instance", "NAME", ["Ingest:Instance"], "this process's name in the group, kept across restarts"),
        (
            "--guarantee",
            "AtLeastOnce|ExactlyOnce",
            ["Ingest:Guarantee"],
            "what is promised of each frame; ExactlyOnce needs --instance and readers of committed records [default: AtLeastOnce]"
        ),
        ("--commit-interval", "MS", ["Ingest:CommitInterval"], "how often what is delivered is committed [default: 1000; ExactlyOnce: 100]"),
        (
            "--group-protocol",
            "classic|consumer",
            ["Ingest:GroupProtocol"],
            "who shares partitions out: the members, or the broker (KIP-848) [default: classic]"
        ),
        ("--model", "FILE", ["Lifter:Model"], "ONNX model [default: the one that comes with StreamLift]"),
        ("--model-sha256", "HEX", ["Lifter:ModelSha256"], "the SHA-256 that the model's file must have [default: any]"),
        (
            "--model-watch",
            "SECONDS",
            ["Lifter:ModelWatch"],
            "how often the model's file is looked at: a new one is served without a restart; 0: never [default: 2]"
        ),
        ("--encoding", "json|protobuf", ["Ingest:Encoding"], "encoding of records without a content-type header [default: json]"),
        ("--output-encoding", "json|protobuf", ["Sink:OutputEncoding"], "encoding of the output [default: as the input's]"),
        ("--image", "WxH", ["Ingest:Image"], "image size for frames that don't give theirs [default: the model card's]"),
        ("--cameras", "FILE", ["Ingest:Cameras"], "cameras by stream (JSON)"),
        ("--layouts", "FILE", ["Ingest:Layouts"], "layouts of your own (JSON)"),
        ("--lanes", "N", ["Service:Lanes"], "consumers in this process [default: 1]"),
        ("--from", "WHERE", ["Ingest:From"], "committed, earliest, latest or a time [default: committed]"),
        ("--device", "auto|cpu|cuda|tensorrt", ["Lifter:Device"], "where inference runs; auto: CUDA where it works, else the CPU [default: auto]"),
        ("--engine-cache", "FOLDER", ["Lifter:EngineCache"], "where TensorRT's engines are kept [default: ~/.cache/streamlift/engines]"),
        (
            "--precision",
            "auto|fp32|int8|fp16",
            ["Lifter:Precision"],
            "int8 takes FILE.int8.onnx beside FILE.onnx, fp16 FILE.fp16.onnx; auto: int8 on a CPU, fp16 on a GPU, where it is there and sound [default: auto]"
        ),
        ("--threads", "N", ["Lifter:Threads"], "batches in the network at once on a CPU, a thread each [default: one a core]"),
        ("--max-batch", "N", ["Lifter:MaxBatch"], "people in a batch at most [default: 256]"),
        ("--max-delay", "MS", ["Lifter:MaxDelay"], "how long a batch may wait for company while the worker is free [default: 0]"),
        ("--deadline", "MS", ["Lifter:Deadline"], "frames captured longer ago are skipped: not lifted, nothing is sent for them; 0: none [default: 0]"),
        ("--max-bytes", "N", ["Ingest:MaxBytes"], "larger records are rejected [default: 1048576]"),
        ("--max-people", "N", ["Ingest:MaxPeople"], "frames of more people are rejected [default: 100]"),
        ("--max-frames", "N", ["Ingest:MaxFrames"], "records of more frames are rejected [default: 256]"),
        ("--drain-timeout", "SECONDS", ["Ingest:DrainTimeout"], "how long delivery may take at the end or when partitions go [default: 30]"),
        ("--hang-timeout", "SECONDS", ["Lifter:HangTimeout"], "how long one batch may be in the network before the process ends with 5 [default: 60]"),
        ("--connect-timeout", "SECONDS", ["Service:ConnectTimeout"], "how long the broker may take to answer at the start [default: 30]"),
        ("--http", "HOST:PORT|off", ["Service:Http"], "health endpoints [default: 127.0.0.1:8787]"),
    ];

    private static readonly (string Flag, string Key, string Help)[] Switches =
    [
        ("--until-end", "Ingest:UntilEnd", "stop at the offsets that were the end at the start"),
        ("--create-topics", "Service:CreateTopics", "make topics that don't exist"),
        ("--sigma", "Lifter:Sigma", "add to each person the expected spread of each joint, mm, where the model gives it"),
        ("--source-header", "Sink:SourceHeader", "add streamlift-source = topic/partition/offset to each pose record"),
        ("--verbose", "Service:Verbose", "log more, librdkafka's words too; stack traces"),
    ];

    private static readonly Dictionary<string, double> SecondsAFlagCounts = new()
    {
        ["--max-delay"] = 0.001,
        ["--deadline"] = 0.001,
        ["--commit-interval"] = 0.001,
        ["--drain-timeout"] = 1,
        ["--connect-timeout"] = 1,
        ["--model-watch"] = 1,
        ["--hang-timeout"] = 1,
    };

    /// <summary>The flag that sets a configuration key, and what it takes; null where none does.</summary>
    public static (string Name, string Values)? FlagOf(string key) =>
        Settings
            .Where(setting => setting.Keys.Any(target => key.Equals($"StreamLift:{target}", StringComparison.OrdinalIgnoreCase)))
            .Select(setting => ((string, string)?)(setting.Flag, setting.Value))
            .FirstOrDefault();

    /// <summary>Adds the flags to a command.</summary>
    public static Command AddTo(Command command)
    {
        foreach (var (flag, value, _, help) in Settings)
            command.Options.Add(new Option<string>(flag) { Description = help, HelpName = value });
        foreach (var (flag, _, help) in Switches)
            command.Options.Add(new Option<bool>(flag) { Description = help });
        command.Options.Add(KafkaProperties.Option());
        return command;
    }

    /// <summary>The configuration keys that the flags given set.</summary>
    /// <exception cref="Poses.ConfigurationException">A value that can't be read.</exception>
    public static Dictionary<string, string?> Read(ParseResult parsed)
    {
        var keys = new Dictionary<string, string?>();
        foreach (var (flag, _, targets, _) in Settings)
        {
            if (parsed.GetValue<string>(flag) is not { } text)
                continue;
            foreach (var target in targets)
                keys[$"StreamLift:{target}"] = SecondsAFlagCounts.TryGetValue(flag, out var unit) ? Durations.Parse(flag, text, unit) : text;
        }

        foreach (var (flag, key, _) in Switches)
            if (parsed.GetValue<bool>(flag))
                keys[$"StreamLift:{key}"] = "true";
        foreach (var (property, value) in KafkaProperties.Read(parsed))
            keys[$"Kafka:Consumer:{property}"] = keys[$"Kafka:Producer:{property}"] = value;
        return keys;
    }
}
