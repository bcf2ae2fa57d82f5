using System.Globalization;
using System.Text;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Benchmarks;

/// <summary>
/// Messages of one person each. There are many different ones, because the processor's branch prediction would learn the number lengths of a single
/// message.
/// </summary>
internal static class Samples
{
    public const int Count = 512;

    public static KeypointFrame[] Frames()
    {
        var random = new Random(1);
        var frames = new KeypointFrame[Count];
        for (var i = 0; i < Count; i++)
        {
            frames[i] = new KeypointFrame();
            frames[i].Begin("S9/Walking 1/54138969"u8, 100_000 + i, 1_700_000_000_000 + i, Skeletons.H36m17, 1000, 1002);
            var keypoints = frames[i].AddPerson(0, 0.987f);
            for (var at = 0; at < keypoints.Length; at++)
                keypoints[at] = at % 3 == 2 ? (1 + random.Next(999)) / 1000f : random.NextSingle() * 1900;
        }
        return frames;
    }

    public static byte[][] Encoded(WireEncoding encoding)
    {
        var encoder = new FrameEncoder();
        return [.. Frames().Select(frame => encoder.Encode(encoding, frame).ToArray())];
    }

    /// <summary>Like Python's <c>json.dumps</c> for numbers that were 32-bit floats: 16 or 17 digits, and a space after each comma.</summary>
    public static byte[][] AsPython() =>
        [
            .. Frames()
                .Select(frame =>
                    Encoding.UTF8.GetBytes(
                        $$"""{"stream": "S9/Walking 1/54138969", "frame": {{frame.FrameNumber}}, "timestampMs": {{frame.TimestampMs}}, "layout": "h36m17", """
                            + $$""" "image": [1000, 1002], "people": [{"id": 0, "score": 0.9871234"""
                            + $$""", "keypoints": [{{string.Join(", ", frame.Keypoints(0).ToArray()
            .Select(number => ((double)number).ToString("R", CultureInfo.InvariantCulture)))}}]}]}"""
                    )
                ),
        ];

    public static float[][] Joints()
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, Count).Select(_ => Enumerable.Range(0, 51).Select(at => at < 3 ? 0 : (random.NextSingle() - 0.5f) * 1800).ToArray())];
    }
}
