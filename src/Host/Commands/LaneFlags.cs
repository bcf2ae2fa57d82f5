namespace StreamLift.Host.Commands;

/// <summary>The flags that every stage's command has, with the same meaning.</summary>
internal static class LaneFlags
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ServiceFlag> All { get; } =
    [
        new("--bootstrap", "HOST:PORT", ["Ingest:Bootstrap", "Sink:Bootstrap"], "bootstrap brokers, separated by commas"),
        new("--dead-letters", "TOPIC", ["Sink:DeadLetters"], "topic to write rejected records to [default: <input>.dead-letters]"),
        new("--instance", "NAME", ["Ingest:Instance"], "static member name of this process in the group; keep it across restarts"),
        new(
            "--guarantee",
            "AtLeastOnce|ExactlyOnce",
            ["Ingest:Guarantee"],
            "delivery guarantee; ExactlyOnce needs --instance, and consumers that read committed records only [default: AtLeastOnce]"
        ),
        new("--commit-interval", "MS", ["Ingest:CommitInterval"], "commit interval [default: 1000; ExactlyOnce: 100]") { Seconds = 0.001 },
        new(
            "--group-protocol",
            "classic|consumer",
            ["Ingest:GroupProtocol"],
            "rebalance protocol: classic (members assign partitions) or consumer (the broker assigns them, KIP-848) [default: classic]"
        ),
        new("--output-encoding", "json|protobuf", ["Sink:OutputEncoding"], "encoding of the output [default: the input's]"),
        new("--layouts", "FILE", ["Ingest:Layouts"], "file of custom layouts (JSON)"),
        new("--lanes", "N", ["Service:Lanes"], "consumers in this process [default: 1]"),
        new("--from", "WHERE", ["Ingest:From"], "start position: committed, earliest, latest or a time [default: committed]"),
        new("--max-bytes", "N", ["Ingest:MaxBytes"], "maximum size of a record; larger ones are rejected [default: 1048576]"),
        new("--max-people", "N", ["Ingest:MaxPeople"], "maximum people per frame; frames with more are rejected [default: 100]"),
        new("--max-frames", "N", ["Ingest:MaxFrames"], "maximum frames per record; records with more are rejected [default: 256]"),
        new("--drain-timeout", "SECONDS", ["Ingest:DrainTimeout"], "time limit for delivery at shutdown or when partitions are revoked [default: 30]")
        {
            Seconds = 1,
        },
        new("--connect-timeout", "SECONDS", ["Service:ConnectTimeout"], "time limit for the broker's first answer [default: 30]") { Seconds = 1 },
        new("--http", "HOST:PORT|off", ["Service:Http"], "address of the health and metrics endpoints [default: 127.0.0.1:8787]"),
        ServiceFlag.Switch("--view", "Service:View", "serve the live 3D viewer at /view/ of the address of --http"),
        new("--token", "FILE", ["Service:ViewToken"], "with --view: file with the token that viewers need; required where other machines can reach --http"),
        ServiceFlag.Switch("--until-end", "Ingest:UntilEnd", "stop at the end offsets of the start"),
        ServiceFlag.Switch("--create-topics", "Service:CreateTopics", "create missing topics"),
        ServiceFlag.Switch("--verbose", "Service:Verbose", "log at debug level, librdkafka included; print stack traces"),
    ];
}
