namespace StreamLift.Detectors;

/// <summary>What other tools write for the people in an image. docs/messages.md has an example of each.</summary>
public enum DetectorFormat : byte
{
    /// <summary>OpenPose's JSON, one image: <c>people[].pose_keypoints_2d</c>. Pose2Sim and many converters write it too.</summary>
    OpenPose,

    /// <summary>MMPose's predictions of an image or a video: <c>keypoints</c> and <c>keypoint_scores</c>. Sapiens' are the same.</summary>
    MMPose,

    /// <summary>AlphaPose's results: people with a file name as <c>image_id</c>, or by file name (<c>--format cmu</c> and <c>open</c>).</summary>
    AlphaPose,

    /// <summary>COCO's keypoint results: a list of people with a number as <c>image_id</c>; Detectron2's are the same with <c>bbox</c>.</summary>
    Coco,

    /// <summary>Ultralytics' <c>result.to_json()</c>, one image: <c>keypoints</c> with lists <c>x</c>, <c>y</c> and <c>visible</c>.</summary>
    Ultralytics,

    /// <summary>DeepStream's nvmsgconv, full schema: one object a message, <c>object.pose2D</c> or <c>pose25D</c> by joint names.</summary>
    DeepStream,

    /// <summary>DeepStream's nvmsgconv, minimal schema: one image, <c>objects</c> as texts with bars between their parts.</summary>
    DeepStreamMinimal,

    /// <summary>DeepStream's nvmsgconv, Protobuf schema: one image, the message <c>nv.Frame</c>.</summary>
    DeepStreamProtobuf,
}

/// <summary>The formats' names in errors.</summary>
internal static class DetectorFormatNames
{
    public const string Own = "StreamLift's own message";

    public static string Of(DetectorFormat format) =>
        format switch
        {
            DetectorFormat.OpenPose => "OpenPose JSON",
            DetectorFormat.MMPose => "MMPose JSON",
            DetectorFormat.AlphaPose => "AlphaPose JSON",
            DetectorFormat.Coco => "COCO results",
            DetectorFormat.Ultralytics => "Ultralytics JSON",
            DetectorFormat.DeepStream => "DeepStream JSON",
            DetectorFormat.DeepStreamMinimal => "DeepStream's minimal JSON",
            _ => "DeepStream Protobuf (nv.Frame)",
        };
}
