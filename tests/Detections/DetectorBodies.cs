using System.Globalization;
using System.Text;
using StreamLift.Detectors;
using StreamLift.Poses.Layouts;

namespace StreamLift.Tests.Detections;

/// <summary>Bodies as each tool writes them, of people with x, y and score of each joint.</summary>
internal static class DetectorBodies
{
    private const string Time = "2026-01-01T00:00:00.040Z";
    private const string Box = """, "bbox": [[1.0, 2.0, 3.0, 4.0]], "bbox_score": 0.87""";

    private static readonly string[] Hands = ["left-wrist", "right-wrist", "left-ankle", "right-ankle"];
    private static readonly string[] HandsOfNvidia = ["left-hand", "right-hand", "left-foot", "right-foot"];

    /// <summary>Every format, and their other shapes, with two people where they hold so many: its name, its format and a body.</summary>
    public static IReadOnlyList<(string Name, DetectorFormat Format, byte[] Body)> All { get; } =
    [
        .. DetectorRecord.All.Select(record => (record.Name, record.Format, record.Write(125, Two(record.Layout.Count)))),
        .. Shapes().Select(shape => (shape.Name, shape.Format, Encoding.UTF8.GetBytes(shape.Text))),
    ];

    /// <summary>x, y and score of somebody's joints: a different place for each of them.</summary>
    public static float[] Triples(int joints, int person) =>
        [.. Enumerable.Range(0, joints).SelectMany(joint => new[] { 400.5f + (joint * 7 % 50) + (100 * person), 200.25f + (10 * joint), 0.75f })];

    public static string OpenPose(IReadOnlyList<float[]> people) =>
        $$"""{"version":1.3,"people":[{{Each(people, person => $$"""{"person_id":[-1],"pose_keypoints_2d":[{{Join(person)}}]}""")}}]}""";

    public static string MMPoseImage(IReadOnlyList<float[]> people) => $"[{Instances(people, Box)}]";

    public static string MMPoseVideo(int number, IReadOnlyList<float[]> people) => $$"""[{"frame_id":{{number}},"instances":[{{Instances(people, Box)}}]}]""";

    public static string AlphaPose(int number, IReadOnlyList<float[]> people) =>
        $"[{Results($"\"{number}.jpg\"", people, """, "box": [1.0, 2.0, 3.0, 4.0]""")}]";

    public static string Coco(int number, IReadOnlyList<float[]> people) => $"[{Results($"{number}", people, "")}]";

    public static string Ultralytics(IReadOnlyList<float[]> people) =>
        $"[{Each(people, person => $$"""
            {"name":"person","class":0,"confidence":0.94,"box":{"x1":1.0,"y1":2.0,"x2":3.0,"y2":4.0},
            "keypoints":{"x":[{{Column(person, 0)}}],"y":[{{Column(person, 1)}}],"visible":[{{Column(person, 2)}}]} }
            """)}]";

    public static string DeepStream(Skeleton layout, string pose, float[] person)
    {
        var joints = Named(layout, person)
            .Select(joint => $$"""{{Quoted(joint.Name)}}:{"x":{{(int)joint.Values[0]}},"y":{{(int)joint.Values[1]}},"z":0,"confidence":0}""");
        return $$"""
            {"messageid":"4a3c","mdsversion":"1.0","@timestamp":"{{Time}}","place":{"id":"1"},"sensor":{"id":"lobby","type":"Camera"},
            "analyticsModule":{"id":"XYZ"},"object":{"id":"7","bbox":{"topleftx":5},"{{pose}}":{ {{string.Join(",", joints)}} },
            "location":{"lat":0.0} },"event":{"id":"e","type":"entry"},"videoPath":""}
            """;
    }

    public static string DeepStreamMinimal(int number, IReadOnlyList<float[]> people) =>
        $$"""
            {"version":"4.0","id":"{{number}}","@timestamp":"{{Time}}","sensorId":"lobby",
            "objects":[{{Each(people, Minimal)}},"9|1|2|3|4|Vehicle|#|sedan|B|M|blue|C|D|0.8"]}
            """;

    public static byte[] NvFrame(int number, Skeleton layout, string pose, IReadOnlyList<float[]> people) =>
        NvMessage
            .Frame(
                number,
                [
                    .. people.Select(
                        (person, index) =>
                            NvMessage.Person($"{index + 7}", NvMessage.Pose(pose, [.. Named(layout, person).Select(joint => Coordinates(joint, pose))]))
                    ),
                ]
            )
            .Bytes;

    private static IEnumerable<(string Name, DetectorFormat Format, string Text)> Shapes()
    {
        var two = Two(17);
        yield return ("OpenPose without people", DetectorFormat.OpenPose, """{"version":1.3,"people":[]}""");
        yield return ("OpenPose 1.0", DetectorFormat.OpenPose, OpenPose(Two(18)).Replace("pose_keypoints_2d", "pose_keypoints").Replace("1.3", "1.0"));
        yield return (
            "MMPose video of a demo",
            DetectorFormat.MMPose,
            $$"""
            {"meta_info":{"dataset_name":"coco"},
            "instance_info":[{"frame_id":1,"instances":[{{Instances(two, Box)}}]},{"frame_id":2,"instances":[]}]}
            """
        );
        yield return ("MMPose image of a demo", DetectorFormat.MMPose, $$"""{"meta_info":{},"instance_info":[{{Instances(two, Box)}}]}""");
        yield return ("Sapiens", DetectorFormat.MMPose, $$"""{"instance_info":[{{Instances(two, "")}}]}""");
        yield return ("AlphaPose with ids", DetectorFormat.AlphaPose, $"[{Results("\"3.jpg\"", two, """, "idx": [3.0]""")}]");
        yield return ("AlphaPose --format cmu", DetectorFormat.AlphaPose, $$"""{"3.jpg":{{Bodies()}},"4.jpg":{"version":"AlphaPose v0.3","bodies":[]} }""");
        yield return ("AlphaPose of one image", DetectorFormat.AlphaPose, Bodies());
        yield return ("Detectron2", DetectorFormat.Coco, $"[{Results("139", two, """, "bbox": [1.0, 2.0, 3.0, 4.0]""")}]");
        yield return (
            "COCO data set",
            DetectorFormat.Coco,
            $$"""{"images":[{"id":139,"width":640,"height":480}],"annotations":[{{Results("139", two, "")}}]}"""
        );
    }

    private static string Bodies() => $$"""{"version":"AlphaPose v0.3","bodies":[{{Each(Two(18), person => $$"""{"joints":[{{Join(person)}}]}""")}}]}""";

    private static float[][] Two(int joints) => [Triples(joints, 0), Triples(joints, 1)];

    private static string Each(IReadOnlyList<float[]> people, Func<float[], string> person) => string.Join(",", people.Select(person));

    private static string Instances(IReadOnlyList<float[]> people, string more) => Each(people, person => $$"""
                {"keypoints":[{{string.Join(",", person.Chunk(3).Select(joint => $"[{Join(joint[..2])}]"))}}],"keypoint_scores":[{{Column(person, 2)}}]{{more}}}
                """);

    private static string Results(string image, IReadOnlyList<float[]> people, string more) =>
        Each(people, person => $$"""{"image_id":{{image}},"category_id":1,"keypoints":[{{Join(person)}}],"score":3.04{{more}}}""");

    private static string Minimal(float[] person)
    {
        var joints = Named(Skeletons.Coco18, person).Select(joint => $"{joint.Name},{Join(joint.Values)}|");
        return Quoted($"7|1.5|2|3|4|Person|#||0||||0.98|#|pose2D|{string.Concat(joints)}");
    }

    // the layout's joints as DeepStream spells them
    private static IEnumerable<(string Name, float[] Values)> Named(Skeleton layout, float[] person) =>
        Enumerable.Range(0, layout.Count).Select(joint => (Spelled(layout, joint), person[(3 * joint)..(3 * joint + 3)]));

    private static string Spelled(Skeleton layout, int joint)
    {
        var name = layout.Joints[joint];
        if (layout != Skeletons.Coco18)
            return name;
        var spelled = name[0] is 'L' or 'R' && char.IsUpper(name[1]) ? $"{(name[0] == 'L' ? "left" : "right")}-{name[1..]}" : name;
        spelled = spelled.ToLower(CultureInfo.InvariantCulture);
        var hand = Array.IndexOf(Hands, spelled);
        return hand < 0 ? spelled : HandsOfNvidia[hand];
    }

    private static (string, float[]) Coordinates((string Name, float[] Values) joint, string pose) =>
        (joint.Name, pose == "pose2D" ? joint.Values : [joint.Values[0], joint.Values[1], -3, joint.Values[2]]);

    private static string Quoted(string text) => $"\"{text}\"";

    private static string Column(float[] person, int column) => Join(person.Where((_, i) => i % 3 == column));

    private static string Join(IEnumerable<float> numbers) => string.Join(",", numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));
}
