using System.Globalization;
using System.Text;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.View.Tests;

/// <summary>Records of people and of poses, as the topics hold them.</summary>
internal static class Records
{
    /// <summary>The joints of a body.</summary>
    public const int Joints = 17;

    /// <summary>x, y, z of the joints of a person: joint j of person p at (1000 p + j, 2000, 100 j).</summary>
    public static float[] JointsOf(int person)
    {
        var joints = new float[3 * Joints];
        for (var joint = 0; joint < Joints; joint++)
            (joints[3 * joint], joints[(3 * joint) + 1], joints[(3 * joint) + 2]) = ((1000 * person) + joint, 2000, 100 * joint);
        return joints;
    }

    /// <summary>The expected errors of a person's joints: 10, 11, 12 …</summary>
    public static float[] Sigma() => [.. Enumerable.Range(0, Joints).Select(joint => 10f + joint)];

    /// <summary>A record of people with the ids 7, 8 …, whom the last camera alone sees with 1.5 px.</summary>
    public static byte[] People(string rig, long sequence, double timestampMs, int people, params string[] cameras) =>
        People(WireEncoding.Json, rig, sequence, timestampMs, people, isSmooth: false, cameras);

    /// <summary>As the other, in an encoding, with the joints again as smoothed ones.</summary>
    public static byte[] People(WireEncoding encoding, string rig, long sequence, double timestampMs, int people, bool isSmooth, params string[] cameras)
    {
        var writer = new PeopleWriter();
        writer.Begin(encoding, Encoding.UTF8.GetBytes(rig), sequence, timestampMs);
        foreach (var camera in cameras)
            writer.Camera(Encoding.UTF8.GetBytes(camera), sequence, timestampMs);
        for (var person = 0; person < people; person++)
            writer.Person(
                new()
                {
                    Id = 7 + person,
                    Joints = JointsOf(person),
                    Sigma = Sigma(),
                    Source = "ttttttttttttlllpp"u8,
                    Views = cameras.Length > 0 ? [cameras.Length - 1] : [],
                    Reprojection = 1.5f,
                    Smooth = isSmooth ? JointsOf(person) : [],
                }
            );
        return writer.End().ToArray();
    }

    /// <summary>A record of the poses of a stream, without keypoints. The last person was not lifted.</summary>
    public static byte[] Poses(string stream, long frame, long timestampMs, int people, WireEncoding encoding = WireEncoding.Json)
    {
        var writer = new PoseWriter();
        writer.Begin(encoding, Encoding.UTF8.GetBytes(stream), frame, timestampMs, "model@0123456789ab"u8);
        for (var person = 0; person < people; person++)
            writer.Person(person, 0.9f, person < people - 1 ? JointsOf(person) : [], []);
        return writer.End().ToArray();
    }

    /// <summary>A record of the poses of a stream with one person, and the keypoints that she was lifted from: joint j at (10 j, 20, 0.5).</summary>
    public static byte[] PosesWithKeypoints(string stream, long frame, long timestampMs, string layout, int joints)
    {
        var keypoints = string.Join(",", Enumerable.Range(0, joints).Select(joint => $"{10 * joint},20,0.5"));
        var pose = string.Join(",", JointsOf(0).Select(number => number.ToString(CultureInfo.InvariantCulture)));
        return Encoding.UTF8.GetBytes(
            $$"""
            {"stream":"{{stream}}","frame":{{frame}},"timestampMs":{{timestampMs}},"layout":"h36m17","unit":"mm","space":"camera","model":"m@0",
            "inputLayout":"{{layout}}","image":[1280,720],"people":[{"id":3,"joints":[{{pose}}],"keypoints":[{{keypoints}}]}]}
            """
        );
    }

    /// <summary>A record of keypoints, what <c>run</c> reads.</summary>
    public static byte[] Keypoints(string stream, WireEncoding encoding = WireEncoding.Json)
    {
        var frame = new KeypointFrame();
        frame.Begin(stream, 0, 1, Skeletons.Coco17, 1280, 720);
        frame.AddPerson(0, 0.5f, Enumerable.Repeat(1f, 3 * Joints).ToArray());
        return new FrameEncoder().Encode(encoding, frame).ToArray();
    }
}
