using System.Text;
using StreamLift.Poses;

namespace StreamLift.Wire.Tests;

/// <summary>Frames and their readers, as the tests need them.</summary>
internal static class Given
{
    public static readonly WireLimits Limits = new() { MaxPeople = 5, MaxBytes = 20_000 };

    public static readonly FrameDecoder Decoder = new(SkeletonCatalogue.BuiltIn, Limits);

    /// <summary>51 numbers, three for each of 17 joints: all seen, none alike.</summary>
    public static string Keypoints(int count = 51) => string.Join(',', Enumerable.Range(1, count).Select(i => i % 3 == 0 ? "0.9" : $"{i}.5"));

    public static string Person(string fields = "") => $$"""{"keypoints":[{{Keypoints()}}]{{(fields.Length > 0 ? "," : "")}}{{fields}}}""";

    public static string Frame(string people, string rest = "") =>
        $$"""{"stream":"cam-1","frame":7,"timestampMs":1700000000000,"layout":"coco17",{{rest}}"people":[{{people}}]}""";

    public static (Rejection Reason, string Detail, KeypointFrame Frame) Decode(string json)
    {
        var frame = new KeypointFrame();
        var reason = Decoder.Decode(WireEncoding.Json, Encoding.UTF8.GetBytes(json), frame);
        return (reason, frame.Detail, frame);
    }

    /// <summary>Decodes what has to be good.</summary>
    public static KeypointFrame Good(string json)
    {
        var (reason, detail, frame) = Decode(json);
        Assert.Equal("", detail);
        Assert.Equal(Rejection.None, reason);
        return frame;
    }

    public static KeypointFrame Good(WireEncoding encoding, ReadOnlySpan<byte> body)
    {
        var frame = new KeypointFrame();
        var reason = Decoder.Decode(encoding, body, frame);
        Assert.Equal("", frame.Detail);
        Assert.Equal(Rejection.None, reason);
        return frame;
    }
}
