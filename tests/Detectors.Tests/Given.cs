using System.Globalization;
using System.Text;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Detectors.Tests;

/// <summary>Bodies as other tools write them, and the reader.</summary>
internal static class Given
{
    public const long Time = 1_767_225_600_000;

    public static readonly WireLimits Limits = new()
    {
        MaxPeople = 5,
        MaxBytes = 200_000,
        MaxFrames = 6,
    };

    public static FrameDefaults Defaults =>
        new()
        {
            Stream = "cam-1"u8,
            FrameNumber = 7,
            TimestampMs = Time,
            Width = 640,
            Height = 480,
        };

    /// <summary>x, y and score of joints that are all seen: 1.5, 2.5, 0.9, 4.5, 5.5, 0.9 … plus a distance for all of them.</summary>
    public static float[] Triples(int joints, float shift = 0) => [.. Enumerable.Range(1, 3 * joints).Select(i => i % 3 == 0 ? 0.9f : i + 0.5f + shift)];

    public static string Flat(int joints, float shift = 0) => Join(Triples(joints, shift));

    public static string Join(IEnumerable<float> numbers) => string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>MMPose's two lists of one person, and more fields.</summary>
    public static string Instance(int joints, float shift = 0, string more = "")
    {
        var points = Triples(joints, shift).Chunk(3).Select(joint => $"[{Join(joint[..2])}]");
        return $$"""{"keypoints": [{{string.Join(", ", points)}}], "keypoint_scores": [{{Join(Enumerable.Repeat(0.9f, joints))}}]{{more}}}""";
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Decodes what is to be recognised by its content.</summary>
    public static (KeypointFrames Frames, DetectorFormat? Format, DecodeError Error) Decode(ReadOnlySpan<byte> body, FrameDefaults defaults)
    {
        var frames = new KeypointFrames();
        var isRead = new DetectorDecoder(SkeletonCatalogue.BuiltIn, Limits).TryDecode(body, defaults, frames, out var format, out var error);
        Assert.Equal(isRead, !error.IsError);
        Assert.DoesNotContain('\n', error.Detail);
        return (frames, format, error);
    }

    public static KeypointFrames Good(DetectorFormat expected, string body) => Good(expected, Utf8(body), Defaults);

    public static KeypointFrames Good(DetectorFormat expected, ReadOnlySpan<byte> body, FrameDefaults defaults)
    {
        var (frames, format, error) = Decode(body, defaults);
        Assert.Equal("none", error.ToString());
        Assert.Equal(expected, format);
        return frames;
    }

    public static string Refused(string body) => Refused(Utf8(body), Defaults);

    public static string Refused(ReadOnlySpan<byte> body, FrameDefaults defaults)
    {
        var (_, _, error) = Decode(body, defaults);
        Assert.True(error.IsError);
        return error.ToString();
    }
}
