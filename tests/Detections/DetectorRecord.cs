using System.Text;
using StreamLift.Detectors;
using StreamLift.Poses.Layouts;

namespace StreamLift.Tests.Detections;

/// <summary>A format of other tools' records, written exactly as the tool does.</summary>
/// <param name="Name">Its name in docs/inputs.md.</param>
/// <param name="Format">What it is recognised as.</param>
/// <param name="Layout">The layout that it has.</param>
/// <param name="Write">Writes a frame: its number, and x, y and score of each person's joints.</param>
internal sealed record DetectorRecord(string Name, DetectorFormat Format, Skeleton Layout, Func<int, IReadOnlyList<float[]>, byte[]> Write)
{
    /// <summary>The most people of a record.</summary>
    public int MostPeople { get; init; } = 2;

    /// <summary>Whether coordinates are whole numbers, and scores are 1.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Whether it has the frame's number; else a header says it.</summary>
    public bool HasNumber { get; init; }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DetectorRecord> All { get; } =
    [
        Text("OpenPose, record", DetectorFormat.OpenPose, Skeletons.Body25, (_, people) => DetectorBodies.OpenPose(people)),
        Text("MMPose, record of an image", DetectorFormat.MMPose, Skeletons.Coco17, (_, people) => DetectorBodies.MMPoseImage(people)),
        Text("MMPose, record of a video", DetectorFormat.MMPose, Skeletons.Halpe26, DetectorBodies.MMPoseVideo) with
        {
            HasNumber = true,
        },
        Text("AlphaPose, record", DetectorFormat.AlphaPose, Skeletons.Halpe26, DetectorBodies.AlphaPose) with
        {
            HasNumber = true,
        },
        Text("COCO results, record", DetectorFormat.Coco, Skeletons.Coco17, DetectorBodies.Coco) with
        {
            HasNumber = true,
        },
        Text("Ultralytics, record", DetectorFormat.Ultralytics, Skeletons.Coco17, (_, people) => DetectorBodies.Ultralytics(people)),
        Text("DeepStream, full schema, pose2D", DetectorFormat.DeepStream, Skeletons.Coco18, (_, people) =>
            DetectorBodies.DeepStream(Skeletons.Coco18, "pose2D", people[0])
        ) with
        {
            MostPeople = 1,
            IsWhole = true,
        },
        Text("DeepStream, full schema, pose25D", DetectorFormat.DeepStream, Skeletons.Nvidia34, (_, people) =>
            DetectorBodies.DeepStream(Skeletons.Nvidia34, "pose25D", people[0])
        ) with
        {
            MostPeople = 1,
            IsWhole = true,
        },
        Text("DeepStream, minimal schema", DetectorFormat.DeepStreamMinimal, Skeletons.Coco18, DetectorBodies.DeepStreamMinimal) with
        {
            HasNumber = true,
        },
        new("DeepStream, Protobuf, pose2D", DetectorFormat.DeepStreamProtobuf, Skeletons.Coco18, (number, people) =>
            DetectorBodies.NvFrame(number, Skeletons.Coco18, "pose2D", people)
        )
        {
            HasNumber = true,
        },
        new("DeepStream, Protobuf, pose25D", DetectorFormat.DeepStreamProtobuf, Skeletons.Nvidia34, (number, people) =>
            DetectorBodies.NvFrame(number, Skeletons.Nvidia34, "pose25D", people)
        )
        {
            HasNumber = true,
        },
    ];

    /// <summary>The formats' names, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Select(record => record.Name)];

    /// <summary>The keypoints as the format can hold them.</summary>
    public float[] Held(float[] triples) =>
        !IsWhole
            ? triples
            :
            [
                .. triples.Select(
                    (number, i) =>
                        i % 3 < 2 ? MathF.Truncate(number)
                        : number > 0 ? 1f
                        : 0
                ),
            ];

    public override string ToString() => Name;

    private static DetectorRecord Text(string name, DetectorFormat format, Skeleton layout, Func<int, IReadOnlyList<float[]>, string> write) =>
        new(name, format, layout, (number, people) => Encoding.UTF8.GetBytes(write(number, people)));
}
