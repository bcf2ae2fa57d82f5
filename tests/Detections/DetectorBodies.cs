using System.Globalization;
using System.Text;
using StreamLift.Detectors;
using StreamLift.Poses.Layouts;

namespace StreamLift.Tests.Detections;

/// <summary>Bodies of two people, as each tool writes them.</summary>
internal static class DetectorBodies
{
    private const string Time = "2026-01-01T00:00:00.040Z";

    private static readonly string[] Hands = ["left-wrist", "right-wrist", "left-ankle", "right-ankle"];
    private static readonly string[] HandsOfNvidia = ["left-hand", "right-hand", "left-foot", "right-foot"];

    /// <summary>Every format and shape: its name, its format and a body.</summary>
    public static IReadOnlyList<(string Name, DetectorFormat Format, byte[] Body)> All { get; } =
    [
        .. Texts().Select(body => (body.Name, body.Format, Encoding.UTF8.GetBytes(body.Text))),
        ("nv.Frame pose2D", DetectorFormat.DeepStreamProtobuf, NvFrame(Skeletons.Coco18, "pose2D")),
        ("nv.Frame pose25D", DetectorFormat.DeepStreamProtobuf, NvFrame(Skeletons.Nvidia34, "pose25D")),
    ];

    /// <summary>x, y and score of somebody's joints: a different place for each of them.</summary>
    public static float[] Triples(int joints, int person) =>
        [.. Enumerable.Range(0, joints).SelectMany(joint => new[] { 400.5f + (joint * 7 % 50) + (100 * person), 200.25f + (10 * joint), 0.75f })];

    public static string Flat(int joints, int person) => Join(Triples(joints, person));

    public static string OpenPose(int joints) =>
        $$"""
            {"version":1.3,"people":[{{People(person => $$"""{"person_id":[-1],"pose_keypoints_2d":[{{Flat(joints, person)}}]}""")}}]}
            """;

    public static string DeepStream(Skeleton layout, string pose, int person)
    {
        var joints = Named(layout, person).Select(joint => $$"""{{Quoted(joint.Name)}}:{"x":{{(int)joint.X}},"y":{{(int)joint.Y}},"z":0,"confidence":0}""");
        return $$"""
            {"messageid":"4a3c","mdsversion":"1.0","@timestamp":"{{Time}}","place":{"id":"1"},"sensor":{"id":"lobby","type":"Camera"},
            "analyticsModule":{"id":"XYZ"},"object":{"id":"{{person + 7}}","bbox":{"topleftx":5},"{{pose}}":{ {{string.Join(",", joints)}} },
            "location":{"lat":0.0} },"event":{"id":"e","type":"entry"},"videoPath":""}
            """;
    }

    public static byte[] NvFrame(Skeleton layout, string pose) =>
        NvMessage
            .Frame([
                .. Enumerable
                    .Range(0, 2)
                    .Select(person =>
                        NvMessage.Person($"{person + 7}", NvMessage.Pose(pose, [.. Named(layout, person).Select(joint => Coordinates(joint, pose))]))
                    ),
            ])
            .Bytes;

    private static IEnumerable<(string Name, DetectorFormat Format, string Text)> Texts()
    {
        var box = """, "bbox": [[1.0, 2.0, 3.0, 4.0]], "bbox_score": 0.87""";
        yield return ("OpenPose", DetectorFormat.OpenPose, OpenPose(25));
        yield return ("OpenPose without people", DetectorFormat.OpenPose, """{"version":1.3,"people":[]}""");
        yield return ("OpenPose 1.0", DetectorFormat.OpenPose, OpenPose(18).Replace("pose_keypoints_2d", "pose_keypoints").Replace("1.3", "1.0"));
        yield return (
            "MMPose video of a demo",
            DetectorFormat.MMPose,
            $$"""
            {"meta_info":{"dataset_name":"coco"},
            "instance_info":[{"frame_id":1,"instances":[{{People(person => Instance(17, person, box))}}]},{"frame_id":2,"instances":[]}]}
            """
        );
        yield return (
            "MMPose image of a demo",
            DetectorFormat.MMPose,
            $$"""{"meta_info":{},"instance_info":[{{People(person => Instance(26, person, box))}}]}"""
        );
        yield return ("MMPose image of the inferencer", DetectorFormat.MMPose, $"[{People(person => Instance(17, person, box))}]");
        yield return (
            "MMPose video of the inferencer",
            DetectorFormat.MMPose,
            $$"""[{"frame_id":0,"instances":[{{People(person => Instance(17, person, box))}}]},{"frame_id":1,"instances":[]}]"""
        );
        yield return ("Sapiens", DetectorFormat.MMPose, $$"""{"instance_info":[{{People(person => Instance(17, person, ""))}}]}""");
        yield return (
            "AlphaPose",
            DetectorFormat.AlphaPose,
            $"[{People(person => Person(person, $"\"{person}.jpg\"", """, "box": [1.0, 2.0, 3.0, 4.0], "idx": [3.0]"""))}]"
        );
        yield return ("AlphaPose --format cmu", DetectorFormat.AlphaPose, $$"""{ {{People(Cmu)}} }""");
        yield return ("COCO results", DetectorFormat.Coco, $"[{People(person => Person(person, "139", ""))}]");
        yield return ("Detectron2", DetectorFormat.Coco, $"[{People(person => Person(person, "139", """, "bbox": [1.0, 2.0, 3.0, 4.0]"""))}]");
        yield return (
            "COCO data set",
            DetectorFormat.Coco,
            $$"""{"images":[{"id":139,"width":640,"height":480}],"annotations":[{{People(person => Person(person, "139", ""))}}]}"""
        );
        yield return ("Ultralytics", DetectorFormat.Ultralytics, $"[{People(Ultralytics)}]");
        yield return ("DeepStream pose2D", DetectorFormat.DeepStream, DeepStream(Skeletons.Coco18, "pose2D", 0));
        yield return ("DeepStream pose25D", DetectorFormat.DeepStream, DeepStream(Skeletons.Nvidia34, "pose25D", 0));
        yield return (
            "DeepStream minimal",
            DetectorFormat.DeepStreamMinimal,
            $$"""
            {"version":"4.0","id":"125","@timestamp":"{{Time}}","sensorId":"lobby",
            "objects":[{{People(Minimal)}},"9|1|2|3|4|Vehicle|#|sedan|B|M|blue|C|D|0.8"]}
            """
        );
    }

    private static string People(Func<int, string> person) => $"{person(0)},{person(1)}";

    private static string Instance(int joints, int person, string more)
    {
        var points = Triples(joints, person).Chunk(3).Select(joint => $"[{Join(joint[..2])}]");
        return $$"""{"keypoints":[{{string.Join(",", points)}}],"keypoint_scores":[{{Join(Enumerable.Repeat(0.75f, joints))}}]{{more}}}""";
    }

    private static string Person(int person, string image, string more) =>
        $$"""{"image_id":{{image}},"category_id":1,"keypoints":[{{Flat(17, person)}}],"score":3.04{{more}}}""";

    private static string Cmu(int person) =>
        $$"""
            "{{person}}.jpg":{"version":"AlphaPose v0.3","bodies":[{"joints":[{{Flat(18, person)}}]}]}
            """;

    private static string Ultralytics(int person)
    {
        var joints = Triples(17, person).Chunk(3).ToList();
        return $$"""
            {"name":"person","class":0,"confidence":0.94,"box":{"x1":1.0,"y1":2.0,"x2":3.0,"y2":4.0},"track_id":{{person + 6}},
            "keypoints":{"x":[{{Join(joints.Select(joint => joint[0]))}}],"y":[{{Join(joints.Select(joint => joint[1]))}}],
            "visible":[{{Join(joints.Select(joint => joint[2]))}}]} }
            """;
    }

    private static string Minimal(int person)
    {
        var joints = Named(Skeletons.Coco18, person).Select(joint => $"{joint.Name},{Join([joint.X, joint.Y, 0.75f]).Replace(" ", "")}|");
        return $"\"{person + 7}|1.5|2|3|4|Person|#||0||||0.98|#|pose2D|{string.Concat(joints)}\"";
    }

    // the layout's joints as DeepStream spells them
    private static IEnumerable<(string Name, float X, float Y)> Named(Skeleton layout, int person)
    {
        var triples = Triples(layout.Count, person);
        for (var joint = 0; joint < layout.Count; joint++)
            yield return (Spelled(layout, joint), triples[3 * joint], triples[(3 * joint) + 1]);
    }

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

    private static (string, float[]) Coordinates((string Name, float X, float Y) joint, string pose) =>
        (joint.Name, pose == "pose2D" ? [joint.X, joint.Y, 0.75f] : [joint.X, joint.Y, -3, 0.75f]);

    private static string Quoted(string text) => $"\"{text}\"";

    private static string Join(IEnumerable<float> numbers) => string.Join(",", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
}
