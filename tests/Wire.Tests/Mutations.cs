using System.Text;

namespace StreamLift.Wire.Tests;

/// <summary>Makes broken messages out of good ones: the nearer to a good one, the further a decoder gets before it must notice.</summary>
internal sealed class Mutations(Random random, IReadOnlyList<byte[]> seeds)
{
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u",
            "\\ud800",
            "\\u0000",
            "null",
            "true",
            "false",
            "NaN",
            "-Infinity",
            "Infinity",
            "[1,2]",
            "[1,2,0.5],",
            "12.0",
            "\"7\"",
            "-",
            "0",
            "00",
            ".",
            "e",
            "1e999",
            "-1e-999",
            "9223372036854775808",
            "123456789012345678901234567890",
            "\"stream\":",
            "\"frame\":",
            "\"timestampMs\":",
            "\"layout\":",
            "\"image\":",
            "\"people\":",
            "\"keypoints\":",
            "\"score\":",
            "\"id\":",
            "[[[[[[[[",
            "{\"a\":{\"a\":",
            " ",
            "\n",
            "\ufeff",
            "é",
            "😀",
            "coco17",
            "mpii16",
        }.Select(Encoding.UTF8.GetBytes),
        [0],
        [0xff],
        [0x80],
        [0xc3],
        [0xff, 0xff, 0xff, 0xff, 0x0f],
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
        [0x7f],
        [0x0a],
        [0x10, 0x01],
        [0x18, 0x01],
        [0x22],
        [0x2a, 0x02, 0x08, 0x01],
        [0x32],
        [0x1a],
        [0x1d],
        [0x15],
        [0x7a],
        [0x7a, 0x00],
        [0x7b],
        [0x7c],
        [0, 0, 0xc0, 0x7f],
        [0, 0, 0x80, 0x7f],
    ];

    public byte[] Next()
    {
        if (random.Next(20) == 0)
            return Noise(random.Next(200));
        var message = new List<byte>(seeds[random.Next(seeds.Count)]);
        for (var change = 1 + random.Next(random.Next(1, 5)); change > 0; change--)
            Change(message);
        return [.. message];
    }

    private void Change(List<byte> message)
    {
        var at = random.Next(message.Count + 1);
        var left = message.Count - at;
        switch (random.Next(8))
        {
            case 0 when left > 0:
                message[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when left > 0:
                message[at] = (byte)random.Next(256);
                break;
            case 2:
                message.RemoveRange(at, Math.Min(left, random.Next(1, 20)));
                break;
            case 3:
                message.RemoveRange(at, left);
                break;
            case 4:
                message.InsertRange(at, message.GetRange(at, Math.Min(left, random.Next(1, 100))));
                break;
            case 5:
                var other = seeds[random.Next(seeds.Count)];
                var from = random.Next(other.Length);
                message.InsertRange(at, other.AsSpan(from, random.Next(other.Length - from)).ToArray());
                break;
            case 6:
                message.InsertRange(at, Noise(random.Next(1, 8)));
                break;
            default:
                message.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                break;
        }
    }

    private byte[] Noise(int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }
}
