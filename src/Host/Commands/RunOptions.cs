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
/// The flags of <c>run</c> and <c>check</c>. Each sets a configuration key: flags override the environment, the environment overrides appsettings.json.
/// </summary>
internal static class RunOptions
{
    private static readonly (string Flag, string Value, string[] Keys, string Help)[] Settings =
    [
        ("--bootstrap", "HOST:PORT", ["Ingest:Bootstrap", "Sink:Bootstrap"], "bootstrap brokers, separated by commas"),
        ("--input", "TOPIC", ["Ingest:Input"], "topics to consume, separated by commas, or ^regex"),
        ("--output", "TOPIC", ["Sink:Output"], "topic to write poses to"),
        ("--dead-letters", "TOPIC", ["Sink:DeadLetters"], "topic to write rejected records to [default: <input>.dead-letters]"),
        ("--group", "NAME", ["Ingest:Group"], "consumer group [default: streamlift]"),
        ("--instance", "NAME", ["Ingest:Instance"], "static member name of this process in the group; keep it across restarts"),
        (
            "--guarantee",
            "AtLeastOnce|ExactlyOnce",
            ["Ingest:Guarantee"],
            "delivery guarantee; ExactlyOnce needs --instance, and consumers that read committed records only [default: AtLeastOnce]"
        ),
        ("--commit-interval", "MS", ["Ingest:CommitInterval"], "commit interval [default: 1000; ExactlyOnce: 100]"),
        (
            "--group-protocol",
            "classic|consumer",
            ["Ingest:GroupProtocol"],
            "rebalance protocol: classic (members assign partitions) or consumer (the broker assigns them, KIP-848) [default: classic]"
        ),
        ("--model", "FILE", ["Lifter:Model"], "ONNX model [default: the one that comes with StreamLift]"),
        ("--model-sha256", "HEX", ["Lifter:ModelSha256"], "required SHA-256 of the model file [default: any]"),
        (
            "--model-watch",
            "SECONDS",
            ["Lifter:ModelWatch"],
            "interval at which the model file is checked; a new model is loaded without a restart; 0: never [default: 2]"
        ),
        (
            "--encoding",
            "json|protobuf|auto",
            ["Ingest:Encoding"],
            "encoding of records without a content-type header; auto: each record's content tells, other tools' formats too [default: json]"
        ),
        ("--output-encoding", "json|protobuf", ["Sink:OutputEncoding"], "encoding of the output [default: the input's]"),
        ("--image", "WxH", ["Ingest:Image"], "image size for frames without one [default: the model card's]"),
        ("--layout", "NAME", ["Ingest:Layout"], "layout of other tools' keypoints (only with --encoding auto) [default: by their number or names]"),
        (
            "--min-score",
            "S",
            ["Lifter:MinScore"],
            "joints with a lower score are not seen, 0 to 1; 0: every joint above 0 is [default: the layout's, such as 0.1 of coco17]"
        ),
        ("--cameras", "FILE", ["Ingest:Cameras"], "file of cameras by stream: StreamLift's JSON, or the calibration of another tool"),
        ("--layouts", "FILE", ["Ingest:Layouts"], "file of custom layouts (JSON)"),
        ("--lanes", "N", ["Service:Lanes"], "consumers in this process [default: 1]"),
        ("--from", "WHERE", ["Ingest:From"], "start position: committed, earliest, latest or a time [default: committed]"),
        ("--device", "auto|cpu|cuda|tensorrt", ["Lifter:Device"], "inference device; auto: CUDA if it works, otherwise the CPU [default: auto]"),
        ("--engine-cache", "FOLDER", ["Lifter:EngineCache"], "folder of TensorRT's engines [default: ~/.cache/streamlift/engines]"),
        (
            "--precision",
            "auto|fp32|int8|fp16",
            ["Lifter:Precision"],
            "precision of inference; int8 uses FILE.int8.onnx, fp16 FILE.fp16.onnx; auto: int8 on a CPU, fp16 on a GPU, if usable [default: auto]"
        ),
        ("--threads", "N", ["Lifter:Threads"], "concurrent inferences on a CPU, one thread each [default: one per core]"),
        ("--max-batch", "N", ["Lifter:MaxBatch"], "maximum people per batch [default: 256]"),
        ("--max-delay", "MS", ["Lifter:MaxDelay"], "maximum wait of a batch for more frames while the worker is idle [default: 0]"),
        ("--deadline", "MS", ["Lifter:Deadline"], "frames older than this are skipped: not lifted, and no pose is sent; 0: no deadline [default: 0]"),
        ("--max-bytes", "N", ["Ingest:MaxBytes"], "maximum size of a record; larger ones are rejected [default: 1048576]"),
        ("--max-people", "N", ["Ingest:MaxPeople"], "maximum people per frame; frames with more are rejected [default: 100]"),
        ("--max-frames", "N", ["Ingest:MaxFrames"], "maximum frames per record; records with more are rejected [default: 256]"),
        ("--drain-timeout", "SECONDS", ["Ingest:DrainTimeout"], "time limit for delivery at shutdown or when partitions are revoked [default: 30]"),
        ("--hang-timeout", "SECONDS", ["Lifter:HangTimeout"], "time limit of one inference; a longer one ends the process with exit code 5 [default: 60]"),
        ("--connect-timeout", "SECONDS", ["Service:ConnectTimeout"], "time limit for the broker's first answer [default: 30]"),
        ("--http", "HOST:PORT|off", ["Service:Http"], "address of the health and metrics endpoints [default: 127.0.0.1:8787]"),
    ];

    private static readonly (string Flag, string Key, string Help)[] Switches =
    [
        ("--until-end", "Ingest:UntilEnd", "stop at the end offsets of the start"),
        ("--create-topics", "Service:CreateTopics", "create missing topics"),
        ("--sigma", "Lifter:Sigma", "add the expected error of each joint (sigma, mm) to each person, if the model outputs it"),
        ("--normalised", "Lifter:Normalised", "x and y of all frames are shares of the image's width and height (0 to 1), not pixels"),
        (
            "--strict",
            "Lifter:Strict",
            "reject the whole record of a person whose content is wrong (default: it goes out without joints) and of a frame or stream that is probably wrong "
                + "(default: logged)"
        ),
        ("--source-header", "Sink:SourceHeader", "add streamlift-source = topic/partition/offset to each pose record"),
        ("--verbose", "Service:Verbose", "log at debug level, librdkafka included; print stack traces"),
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

    /// <summary>The flag that sets a configuration key, and its values; null if there is none.</summary>
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

    /// <summary>The configuration keys that the given flags set.</summary>
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
