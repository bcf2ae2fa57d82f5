using System.Text;

namespace StreamLift.Detectors.Tests;

/// <summary>Makes broken bodies out of good ones: changed bytes, and members with the names and values that other formats have.</summary>
internal sealed class DetectorMutations(Random random, IReadOnlyList<byte[]> seeds)
{
    private static readonly byte[][] Names =
    [
        .. new[]
        {
            "stream",
            "frame",
            "layout",
            "timestampMs",
            "people",
            "keypoints",
            "keypoint_scores",
            "pose_keypoints_2d",
            "pose_keypoints",
            "person_id",
            "version",
            "instance_info",
            "instances",
            "frame_id",
            "image_id",
            "bodies",
            "joints",
            "images",
            "annotations",
            "id",
            "idx",
            "box",
            "x",
            "y",
            "visible",
            "messageid",
            "mdsversion",
            "object",
            "pose2D",
            "pose25D",
            "pose3D",
            "nose",
            "sensor",
            "sensorId",
            "objects",
            "@timestamp",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly byte[][] Values =
    [
        .. new[]
        {
            "null",
            "NaN",
            "-Infinity",
            "true",
            "0",
            "-1",
            "7",
            "1e999",
            "12.0",
            "9223372036854775808",
            "\"\"",
            "\"7\"",
            "\"0.jpg\"",
            "\"é\\ud800\"",
            "[]",
            "{}",
            "[[1,2]]",
            "[1,2,3]",
            "{\"x\":[],\"y\":[]}",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly byte[] Breaks = [.. "{}[],:\"\\.|#-eN"u8, 0, 0x0a, 0x10, 0x12, 0x18, 0x1a, 0x22, 0x2a, 0x3a, 0x7a, 0x80, 0xff];

    /// <summary>A body with one to four changes, or, now and then, noise.</summary>
    public byte[] Next(byte[] seed)
    {
        if (random.Next(50) == 0)
            return Noise(random.Next(200));
        var body = new List<byte>(seed);
        for (var change = 1 + random.Next(random.Next(1, 5)); change > 0; change--)
            Change(body);
        return [.. body];
    }

    private void Change(List<byte> body)
    {
        var at = random.Next(body.Count + 1);
        var left = body.Count - at;
        switch (random.Next(11))
        {
            case 0 when left > 0:
                body[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when left > 0:
                body[at] = (byte)random.Next(256);
                break;
            case 2:
                body.RemoveRange(at, Math.Min(left, random.Next(1, 20)));
                break;
            case 3:
                body.RemoveRange(at, left);
                break;
            case 4:
                body.InsertRange(at, body.GetRange(at, Math.Min(left, random.Next(1, 100))));
                break;
            case 5:
                body.InsertRange(at, Noise(random.Next(1, 8)));
                break;
            case 6:
                body.Insert(at, Breaks[random.Next(Breaks.Length)]);
                break;
            case 7:
                // a piece of any seed, never all of it
                var other = seeds[random.Next(seeds.Count)];
                var from = random.Next(other.Length);
                body.InsertRange(at, other.AsSpan(from, random.Next(Math.Min(other.Length - from, other.Length / 2))));
                break;
            case 8:
                Rename(body, at);
                break;
            default:
                Replace(body, at);
                break;
        }
    }

    // the next member gets a name of another format
    private void Rename(List<byte> body, int at)
    {
        var colon = body.IndexOf((byte)':', at);
        var end = colon < 0 ? -1 : body.LastIndexOf((byte)'"', colon);
        var start = end <= 0 ? -1 : body.LastIndexOf((byte)'"', end - 1);
        if (start < 0)
            return;
        body.RemoveRange(start + 1, end - start - 1);
        body.InsertRange(start + 1, Names[random.Next(Names.Length)]);
    }

    // the next member, or a number in a list, gets another value; a member may get one more beside it
    private void Replace(List<byte> body, int at)
    {
        var start = body.FindIndex(at, one => one is (byte)':' or (byte)',' or (byte)'[') + 1;
        if (start == 0)
            return;
        var end = body.FindIndex(start, one => one is (byte)',' or (byte)'}' or (byte)']');
        var value = Values[random.Next(Values.Length)];
        if (end < 0)
            return;
        if (body[start - 1] == ',' && body[start] == '"' && random.Next(2) == 0)
            body.InsertRange(start, [(byte)'"', .. Names[random.Next(Names.Length)], (byte)'"', (byte)':', .. value, (byte)',']);
        else
        {
            body.RemoveRange(start, end - start);
            body.InsertRange(start, value);
        }
    }

    private byte[] Noise(int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }
}
