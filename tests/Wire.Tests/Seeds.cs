using System.Text;
using Google.Protobuf;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests;

/// <summary>Good messages of many shapes.</summary>
internal static class Seeds
{
    public static byte[][] Frames(WireEncoding encoding)
    {
        var encoder = new FrameEncoder();
        var seeds = new List<byte[]>();
        foreach (var layout in Skeletons.All)
        {
            var frame = new KeypointFrame();
            frame.Begin("cam-1"u8, 12, 1_700_000_000_000, layout, layout.Count * 40, 480);
            for (var person = 0; person < layout.Count % 4; person++)
            {
                var keypoints = frame.AddPerson(person * 100, person == 1 ? float.NaN : 0.5f);
                for (var i = 0; i < keypoints.Length; i++)
                    keypoints[i] = i % 3 == 2 ? i % 4 / 3f : i * 12.34f;
            }
            seeds.Add(encoder.Encode(encoding, frame).ToArray());
        }
        if (encoding == WireEncoding.Json)
        {
            seeds.Add(Encoding.UTF8.GetBytes(Given.Frame(Given.Person("\"id\":null,\"x\":{\"y\":[1,{}]}"), " \"image\" : [ 640 , 480 ] , ")));
            var spacious = Given.Person().Replace(".5", ".5123456789012345").Replace(",", " , ");
            seeds.Add(Encoding.UTF8.GetBytes(Given.Frame(spacious, "\"deep\":[[[{\"a\":\"\\u00e9\\n\"}]]],")));
            var joints = string.Join(
                ", ",
                Enumerable
                    .Range(0, 17)
                    .Select(i =>
                        (i % 5) switch
                        {
                            0 => "null",
                            1 => "[1.5,NaN]",
                            2 => "[0,0]",
                            _ => "[1, 2e1, 0.5]",
                        }
                    )
            );
            var lenient = $"{{\"keypoints\":[{joints}],\"id\":\"7\",\"score\":NaN}},{{\"id\":8.0,\"keypoints\":[{Given.Keypoints()}],\"score\":2.5}}";
            seeds.Add(Encoding.UTF8.GetBytes(Given.Frame(lenient, "\"frame\":12.0,\"own\":[Infinity],").Replace("1700000000000", "17e11")));
        }
        return [.. seeds];
    }

    /// <summary>The same frames in lists, of one to four.</summary>
    public static byte[][] Lists(WireEncoding encoding)
    {
        var frames = Frames(encoding);
        var lists = new List<byte[]>();
        for (var i = 0; i < frames.Length; i++)
        {
            var some = frames.Skip(i).Take(1 + (i % 4)).ToList();
            if (encoding == WireEncoding.Json)
                lists.Add(Encoding.UTF8.GetBytes($"[{string.Join(" ,", some.Select(Encoding.UTF8.GetString))}]"));
            else
                lists.Add(new Proto.KeypointFrames { Frames = { some.Select(frame => Proto.KeypointFrame.Parser.ParseFrom(frame)) } }.ToByteArray());
        }
        return [.. lists];
    }

    public static byte[][] Poses(WireEncoding encoding)
    {
        float[] joints = [.. Enumerable.Range(0, 51).Select(i => i * -7.77f)];
        var writer = new PoseWriter();
        writer.Begin(encoding, "cam-1"u8, 12, 1_700_000_000_000, "model@0123456789ab"u8);
        writer.Person(1, 0.5f, joints, joints.AsSpan(0, 17));
        writer.Person(2, float.NaN, [], []);
        var plain = writer.End().ToArray();
        writer.Begin(encoding, "cam-1"u8, 12, 1_700_000_000_000, "model@0123456789ab"u8, "coco17"u8, 1920, 1080);
        writer.Person(1, 0.5f, joints, [], joints);
        writer.RejectedPerson(2, 0.5f, Rejection.TooFewJoints, joints);
        return [plain, writer.End().ToArray()];
    }

    public static byte[][] PeopleFrames(WireEncoding encoding)
    {
        float[] joints = [.. Enumerable.Range(0, 51).Select(i => i * -7.77f)];
        float[] points = [.. joints.Select((number, i) => i is >= 3 and < 6 ? float.NaN : number)];
        var writer = new PeopleWriter();
        writer.Begin(encoding, "hall"u8, 12, 1_700_000_000_000.5);
        writer.Camera("cam-1"u8, 7, 1_700_000_000_001);
        writer.Camera("cam-2"u8, 8, 1_700_000_000_000.25);
        writer.Person(
            new WorldPerson
            {
                Id = 300,
                Joints = joints,
                Sigma = joints.AsSpan(0, 17),
                Source = "tttttttttttllllpp"u8,
                Views = [0, 1],
                Reprojection = 3.5f,
                Smooth = joints,
                PointsLayout = "coco17"u8,
                Points = points,
            }
        );
        return [writer.End().ToArray()];
    }
}
