using System.Text;
using Google.Protobuf;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests;

public sealed class NormalisedFrameTests
{
    private static readonly FrameDecoder Decoder = new();
    private readonly KeypointFrame _read = new();

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Normalised_frame_is_exactly_the_same_after_a_round_trip(WireEncoding encoding)
    {
        var frame = new KeypointFrame();
        frame.Begin("cam-1", 3, 1_767_225_600_000, Skeletons.Coco17, 1920, 1080);
        frame.IsNormalised = true;
        var keypoints = frame.AddPerson(0, float.NaN);
        for (var i = 0; i < keypoints.Length; i++)
            keypoints[i] = i % 3 == 2 ? 0.9f : 0.123456f + (0.0001f * i);

        Assert.True(Decoder.TryDecode(encoding, new FrameEncoder().Encode(encoding, frame), _read, out var error), error.ToString());

        Assert.True(_read.IsNormalised);
        Assert.Equal(frame.Keypoints(0).ToArray(), _read.Keypoints(0).ToArray());
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("\"normalised\":true,", true)]
    [InlineData("\"normalized\":true,", true)]
    [InlineData("\"normalised\":false,", false)]
    [InlineData("\"normalised\":null,", false)]
    [InlineData("\"normalised\":true,\"normalised\":false,", false)]
    public void Field_normalised_of_JSON_may_be_absent(string field, bool expected)
    {
        Assert.True(Decoder.TryDecode(WireEncoding.Json, Json(field), _read, out var error), error.ToString());
        Assert.Equal(expected, _read.IsNormalised);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"true\"")]
    [InlineData("[true]")]
    public void Field_normalised_of_another_type_is_rejected_by_its_name(string value)
    {
        Assert.False(Decoder.TryDecode(WireEncoding.Json, Json($"\"normalised\":{value},"), _read, out var error));
        Assert.Equal(Rejection.InvalidField, error.Reason);
        Assert.Contains("normalised", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_literal_is_malformed()
    {
        Assert.False(Decoder.TryDecode(WireEncoding.Json, Json("\"normalised\":tru,"), _read, out var error));
        Assert.Equal(Rejection.MalformedJson, error.Reason);
    }

    [Fact]
    public void Generated_code_reads_and_writes_the_same_field()
    {
        var written = new Proto.KeypointFrame
        {
            Stream = "s",
            Frame = 0,
            TimestampMs = 1,
            Layout = "coco17",
            Normalised = true,
        };
        Assert.True(Decoder.TryDecode(WireEncoding.Protobuf, written.ToByteArray(), _read, out var error), error.ToString());
        Assert.True(_read.IsNormalised);
        Assert.True(Proto.KeypointFrame.Parser.ParseFrom(new FrameEncoder().Encode(WireEncoding.Protobuf, _read)).Normalised);
        Assert.True(Decoder.TryDecode(WireEncoding.Protobuf, new Proto.KeypointFrame(written) { Normalised = false }.ToByteArray(), _read, out _));
        Assert.False(_read.IsNormalised);
    }

    private static byte[] Json(string field) => Encoding.UTF8.GetBytes($$"""{"stream":"s","frame":0,"timestampMs":1,"layout":"coco17",{{field}}"people":[]}""");
}
