namespace StreamLift.Host.Commands;

/// <summary>The flags that only <c>run</c> and <c>check</c> have, or whose help is their own.</summary>
internal static class LiftFlags
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ServiceFlag> All { get; } =
    [
        new("--input", "TOPIC", ["Ingest:Input"], "topics to consume, separated by commas, or ^regex"),
        new("--output", "TOPIC", ["Sink:Output"], "topic to write poses to"),
        new("--group", "NAME", ["Ingest:Group"], "consumer group [default: streamlift]"),
        new(
            "--model",
            "FILE|auto",
            ["Lifter:Model"],
            "ONNX model for all streams; auto: the two that come with StreamLift, one for streams with a camera and one for the others [default: auto]"
        ),
        new("--model-sha256", "HEX", ["Lifter:ModelSha256"], "required SHA-256 of the model file [default: any]"),
        new(
            "--model-watch",
            "SECONDS",
            ["Lifter:ModelWatch"],
            "interval at which the model file is checked; a new model is loaded without a restart; 0: never [default: 2]"
        )
        {
            Seconds = 1,
        },
        new(
            "--encoding",
            "json|protobuf|auto",
            ["Ingest:Encoding"],
            "encoding of records without a content-type header; auto: each record's content tells, other tools' formats too [default: json]"
        ),
        new("--image", "WxH", ["Ingest:Image"], "image size for frames without one [default: the model card's]"),
        new("--layout", "NAME", ["Ingest:Layout"], "layout of other tools' keypoints (only with --encoding auto) [default: by their number or names]"),
        new(
            "--min-score",
            "S",
            ["Lifter:MinScore"],
            "joints with a lower score are not seen, 0 to 1; 0: every joint above 0 is [default: the layout's, such as 0.1 of coco17]"
        ),
        new("--cameras", "FILE", ["Ingest:Cameras"], "file of cameras by stream: StreamLift's JSON, or the calibration of another tool"),
        new("--device", "auto|cpu|cuda|tensorrt", ["Lifter:Device"], "inference device; auto: CUDA if it works, otherwise the CPU [default: auto]"),
        new("--engine-cache", "FOLDER", ["Lifter:EngineCache"], "folder of TensorRT's engines [default: ~/.cache/streamlift/engines]"),
        new(
            "--precision",
            "auto|fp32|int8|fp16",
            ["Lifter:Precision"],
            "precision of inference; int8 uses FILE.int8.onnx, fp16 FILE.fp16.onnx; auto: int8 on a CPU, fp16 on a GPU, if usable [default: auto]"
        ),
        new("--threads", "N", ["Lifter:Threads"], "concurrent inferences on a CPU, one thread each [default: one per core]"),
        new("--max-batch", "N", ["Lifter:MaxBatch"], "maximum people per batch [default: 256]"),
        new("--max-delay", "MS", ["Lifter:MaxDelay"], "maximum wait of a batch for more frames while the worker is idle [default: 0]") { Seconds = 0.001 },
        new("--deadline", "MS", ["Lifter:Deadline"], "frames older than this are skipped: not lifted, and no pose is sent; 0: no deadline [default: 0]")
        {
            Seconds = 0.001,
        },
        new("--hang-timeout", "SECONDS", ["Lifter:HangTimeout"], "time limit of one inference; a longer one ends the process with exit code 5 [default: 60]")
        {
            Seconds = 1,
        },
        ServiceFlag.Switch("--sigma", "Lifter:Sigma", "add the expected error of each joint (sigma, mm) to each person, if the model outputs it"),
        new(
            "--key",
            "input|stream|rig",
            ["Lifter:Key"],
            "key of the poses: the input's (the stream where it has none), the stream, or the stream's rig, as fuse needs it [default: input]"
        ),
        new("--rig", "FILE", ["Lifter:Rig"], "files of rigs, separated by commas, for --key rig; recordings of Human3.6M need none"),
        ServiceFlag.Switch("--with-keypoints", "Lifter:WithKeypoints", "add each person's keypoints to the poses, as fuse needs them"),
        ServiceFlag.Switch("--normalised", "Lifter:Normalised", "x and y of all frames are shares of the image's width and height (0 to 1), not pixels"),
        ServiceFlag.Switch(
            "--strict",
            "Lifter:Strict",
            "reject the whole record of a person whose content is wrong (default: it goes out without joints) and of a frame or stream that is probably wrong "
                + "(default: logged)"
        ),
        ServiceFlag.Switch("--source-header", "Sink:SourceHeader", "add streamlift-source = topic/partition/offset to each pose record"),
    ];
}
