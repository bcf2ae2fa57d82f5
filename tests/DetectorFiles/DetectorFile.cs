using StreamLift.Poses.Layouts;

namespace StreamLift.Tests.DetectorFiles;

/// <summary>A format of detectors' files that tests write, exactly as its detector does.</summary>
/// <param name="Name">Its name in docs/inputs.md.</param>
/// <param name="Layout">The layout that it usually has.</param>
/// <param name="Write">Writes a take below a folder; returns what is given to <c>--source</c>.</param>
internal sealed record DetectorFile(string Name, Skeleton Layout, Func<string, WrittenTake, string> Write)
{
    /// <summary>Whether it keeps ids; else they are the places in the list.</summary>
    public bool HasIds { get; init; }

    /// <summary>Whether it keeps the scores of people.</summary>
    public bool HasScores { get; init; }

    /// <summary>Whether it keeps frame numbers, and so gaps; else frames count from 0.</summary>
    public bool HasNumbers { get; init; } = true;

    /// <summary>The number of the first frame.</summary>
    public int FirstNumber { get; init; }

    /// <summary>Whether a frame without people is in the file; else it is missing.</summary>
    public bool HasEmptyFrames { get; init; } = true;

    /// <summary>Whether it keeps the image's size.</summary>
    public bool HasImage { get; init; }

    /// <summary>The most people of a frame.</summary>
    public int MostPeople { get; init; } = 2;

    /// <summary>What its camera's folder adds to the stream's name.</summary>
    public string Camera { get; init; } = "";

    /// <summary>The folder or file in the documentation's command.</summary>
    public required string Source { get; init; }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DetectorFile> All { get; } =
    [
        new("OpenPose", Skeletons.Body25, OpenPoseFiles.Write) { Source = "openpose" },
        new("Pose2Sim", Skeletons.Halpe26, OpenPoseFiles.WritePose2Sim) { Source = "project", Camera = "/cam01" },
        new("MMPose, demo", Skeletons.Coco17, MMPoseFiles.WriteDemo)
        {
            HasScores = true,
            FirstNumber = 1,
            Source = "results_video.json",
        },
        new("MMPose, inferencer, video", Skeletons.Coco17, MMPoseFiles.WriteVideo) { HasScores = true, Source = "video.json" },
        new("MMPose, inferencer, images", Skeletons.Coco17, MMPoseFiles.WriteImages) { HasScores = true, Source = "predictions" },
        new("AlphaPose", Skeletons.Halpe26, AlphaPoseFiles.WriteTracked)
        {
            HasIds = true,
            HasScores = true,
            HasEmptyFrames = false,
            Source = "alphapose-results.json",
        },
        new("AlphaPose, without tracking", Skeletons.Halpe26, AlphaPoseFiles.WriteUntracked)
        {
            HasScores = true,
            HasEmptyFrames = false,
            Source = "alphapose-results.json",
        },
        new("AlphaPose, --format open", Skeletons.Coco17, AlphaPoseFiles.WriteByImage) { Source = "alphapose-results.json" },
        new("COCO results", Skeletons.Coco17, CocoFiles.WriteResults)
        {
            HasScores = true,
            HasEmptyFrames = false,
            Source = "keypoints_results.json",
        },
        new("Detectron2", Skeletons.Coco17, CocoFiles.WriteDetectron2)
        {
            HasScores = true,
            HasEmptyFrames = false,
            Source = "coco_instances_results.json",
        },
        new("Ultralytics, to_json", Skeletons.Coco17, UltralyticsFiles.WriteImages)
        {
            HasIds = true,
            HasScores = true,
            Source = "results",
        },
        new("Ultralytics, to_json in one file", Skeletons.Coco17, UltralyticsFiles.WriteList)
        {
            HasIds = true,
            HasScores = true,
            HasNumbers = false,
            Source = "results.json",
        },
        new("Ultralytics, save_txt", Skeletons.Coco17, UltralyticsFiles.WriteText)
        {
            HasIds = true,
            HasScores = true,
            Source = "labels",
        },
        new("MediaPipe, JSON", Skeletons.Mediapipe33, MediapipeFiles.WriteJson) { Source = "landmarks.json" },
        new("MediaPipe, CSV", Skeletons.Mediapipe33, MediapipeFiles.WriteWide) { HasEmptyFrames = false, Source = "landmarks.csv" },
        new("MediaPipe, CSV, a row each landmark", Skeletons.Mediapipe33, MediapipeFiles.WriteLong)
        {
            HasEmptyFrames = false,
            MostPeople = 1,
            Source = "landmarks.csv",
        },
        new("rtmlib", Skeletons.Coco17, NpzFiles.WriteRtmlib) { HasNumbers = false, Source = "keypoints.npz" },
        new("VideoPose3D", Skeletons.Coco17, NpzFiles.WriteVideoPose3D)
        {
            HasNumbers = false,
            HasImage = true,
            MostPeople = 1,
            Source = "data_2d_custom_videos.npz",
        },
    ];

    /// <summary>The formats' names, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Select(format => format.Name)];

    /// <summary>A format by its name.</summary>
    public static DetectorFile Of(string name) => All.Single(format => format.Name == name);

    public override string ToString() => Name;
}
