namespace StreamLift.Host.Commands;

/// <summary>The flags that only <c>fuse</c> has, or whose help is its own.</summary>
internal static class FuseFlags
{
    /// <summary>The flags of the rig and its people, which <c>run --people</c> has too.</summary>
    public static IReadOnlyList<ServiceFlag> People { get; } =
    [
        new("--rig", "FILE", ["Fuser:Rig"], "file of rigs: StreamLift's JSON, or the calibration of another tool; recordings of Human3.6M need none"),
        new("--state", "TOPIC", ["Fuser:State"], "compacted topic that holds tracks, offsets and filters [default: <group>-state]"),
        new("--rate", "HZ|auto", ["Fuser:Rate"], "instants a second; auto: as the rig's fastest camera [default: auto]"),
        new("--wait", "MS", ["Fuser:Wait"], "how long an instant waits for late cameras, by the frames' own times [default: 100]") { Seconds = 0.001 },
        new("--smoothing", "none|one-euro", ["Fuser:Smoothing"], "smoothed joints beside the raw ones [default: one-euro]"),
        new("--height", "MM", ["Fuser:Height"], "height of every person, where it is known"),
        ServiceFlag.Switch("--all-joints", "Fuser:AllJoints", "triangulate every joint of the input layout too: feet, hands and face"),
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ServiceFlag> All { get; } =
    [
        new("--input", "TOPIC", ["Ingest:Input"], "topics of poses to consume, separated by commas, or ^regex; written by run --with-keypoints --key rig"),
        new("--output", "TOPIC", ["Sink:Output"], "topic to write people to"),
        new("--group", "NAME", ["Ingest:Group"], "consumer group [default: streamlift-fuse]"),
        .. People,
        new("--encoding", "json|protobuf", ["Ingest:Encoding"], "encoding of records without a content-type header [default: json]"),
        new("--min-score", "S", ["Fuser:MinScore"], "joints with a lower score are not seen, 0 to 1 [default: the layout's, such as 0.1 of coco17]"),
        new("--max-batch", "N", ["Fuser:MaxBatch"], "maximum people, of all cameras, per batch [default: 256]"),
        new("--max-delay", "MS", ["Fuser:MaxDelay"], "maximum wait of a batch for more frames while the worker is idle [default: 0]") { Seconds = 0.001 },
        new("--hang-timeout", "SECONDS", ["Fuser:HangTimeout"], "time limit of one batch; a longer one ends the process with exit code 5 [default: 60]")
        {
            Seconds = 1,
        },
    ];
}
