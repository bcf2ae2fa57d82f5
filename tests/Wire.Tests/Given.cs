using System.Text;
using Google.Protobuf;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests;

/// <summary>Frames and their readers, as the tests need them.</summary>
internal static class Given
{
    public static readonly WireLimits Limits = new()
    {
        MaxPeople = 5,
        MaxBytes = 20_000,
        MaxFrames = 6,
    };

    public static readonly FrameDecoder Decoder = new(SkeletonCatalogue.BuiltIn, Limits);

    /// <summary>The same, but a person that is wrong rejects the record.</summary>
    public static readonly FrameDecoder Strict = new(SkeletonCatalogue.BuiltIn, Limits, strict: true);

    /// <summary>51 numbers, three for each of 17 joints: all seen, none alike.</summary>
    public static string Keypoints(int count = 51) => string.Join(',', Enumerable.Range(1, count).Select(i => i % 3 == 0 ? "0.9" : $"{i}.5"));

    public static string Person(string fields = "") => $$"""{"keypoints":[{{Keypoints()}}]{{(fields.Length > 0 ? "," : "")}}{{fields}}}""";

    public static string Frame(string people, string rest = "") =>
        $$"""{"stream":"cam-1","frame":7,"timestampMs":1700000000000,"layout":"coco17",{{rest}}"people":[{{people}}]}""";

    public static (Rejection Reason, string Detail, KeypointFrame Frame) Decode(string json, bool strict = false)
    {
        var frame = new KeypointFrame();
        var error = (strict ? Strict : Decoder).Decode(WireEncoding.Json, Encoding.UTF8.GetBytes(json), frame);
        return (error.Reason, error.Detail, frame);
    }

    /// <summary>Decodes a frame and returns the error.</summary>
    public static DecodeError Decode(this FrameDecoder decoder, WireEncoding encoding, ReadOnlySpan<byte> body, KeypointFrame into)
    {
        var isRead = decoder.TryDecode(encoding, body, into, out var error);
        Assert.True(isRead != error.IsError && isRead == (error.Detail.Length == 0), error.ToString());
        return error;
    }

    /// <summary>Decodes a record and returns the error.</summary>
    public static DecodeError Decode(this FrameDecoder decoder, WireEncoding encoding, ReadOnlySpan<byte> body, KeypointFrames into)
    {
        var isRead = decoder.TryDecode(encoding, body, into, out var error);
        Assert.True(isRead != error.IsError && isRead == (error.Detail.Length == 0), error.ToString());
        return error;
    }

    /// <summary>Decodes what has to be good.</summary>
    public static KeypointFrame Good(string json)
    {
        var (reason, detail, frame) = Decode(json);
        Assert.Equal("", detail);
        Assert.Equal(Rejection.None, reason);
        return frame;
    }

    /// <summary>Frames of coco17: stream, number and how many people.</summary>
    public static KeypointFrames Frames(params (string Stream, int Number, int People)[] frames)
    {
        var given = new KeypointFrames();
        foreach (var (stream, number, people) in frames)
        {
            var frame = given.Add();
            frame.Begin(Encoding.UTF8.GetBytes(stream), number, 1_700_000_000_000 + number, Skeletons.Coco17, 640, 480);
            for (var person = 0; person < people; person++)
            {
                var keypoints = frame.AddPerson(10 * person, 0.5f);
                for (var i = 0; i < keypoints.Length; i++)
                    keypoints[i] = i % 3 == 2 ? 0.75f : number + person + i * 1.25f;
            }
        }
        return given;
    }

    /// <summary>A list in Protobuf of one frame with nobody in it: 19 bytes with a layout's name of 6.</summary>
    public static byte[] ProtobufList(string layout)
    {
        var google = new Proto.KeypointFrames();
        google.Frames.Add(
            new Proto.KeypointFrame
            {
                Stream = "cam",
                Frame = 1,
                TimestampMs = 2,
                Layout = layout,
            }
        );
        return google.ToByteArray();
    }

    /// <summary>Decodes a record that has to be good.</summary>
    public static KeypointFrames GoodList(WireEncoding encoding, ReadOnlySpan<byte> body)
    {
        var frames = new KeypointFrames();
        Assert.Equal("none", Decoder.Decode(encoding, body, frames).ToString());
        return frames;
    }

    public static KeypointFrame Good(WireEncoding encoding, ReadOnlySpan<byte> body)
    {
        var frame = new KeypointFrame();
        Assert.Equal("none", Decoder.Decode(encoding, body, frame).ToString());
        return frame;
    }
}
