using Google.Protobuf;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests;

public sealed class ProtobufRejectionTests
{
    private static readonly byte[] Head = new Proto.KeypointFrame
    {
        Stream = "s",
        Frame = 0,
        TimestampMs = 0,
        Layout = "coco17",
    }.ToByteArray();

    public static TheoryData<string, Rejection, string> Broken =>
        new()
        {
            { "0a", Rejection.MalformedProtobuf, "a number is truncated" },
            { "0a05", Rejection.MalformedProtobuf, "5 bytes expected, 0 are left" },
            { "0affffffffff01", Rejection.MalformedProtobuf, "-1 bytes expected" },
            { "08ffffffffffffffffffff01", Rejection.MalformedProtobuf, "a varint is longer than 10 bytes" },
            { "00", Rejection.MalformedProtobuf, "a field's number is 0" },
            { "0e", Rejection.MalformedProtobuf, "wire type 6 does not exist" },
            { "7c", Rejection.MalformedProtobuf, "end of a group that was not started" },
            { "7b", Rejection.MalformedProtobuf, "a group has no end" },
            { "7b8401", Rejection.MalformedProtobuf, "end of a group other than the one that is open" },
            { "7901020304", Rejection.MalformedProtobuf, "a number is truncated" },
            { "0a02c328", Rejection.MalformedProtobuf, "stream is not UTF-8" },
            { "2202c328", Rejection.MalformedProtobuf, "layout is not UTF-8" },
            { "32031a0100", Rejection.MalformedProtobuf, "the length of packed floats is not a multiple of 4" },
            { "32081a0600", Rejection.MalformedProtobuf, "8 bytes expected, 3 are left" },
            { "32061a0400000000", Rejection.KeypointCount, "people[0].keypoints has 1 numbers; coco17 has 17 joints: 51 expected" },
            { "3200", Rejection.KeypointCount, "people[0].keypoints has 0 numbers; coco17 has 17 joints: 51 expected" },
            { "320515000000c0", Rejection.InvalidField, "people[0].score is -2; 0 or more was expected" },
            { "10ffffffffffffffffff01", Rejection.InvalidField, "frame is -1; 0 or more was expected" },
            { "2a00", Rejection.InvalidField, "image is 0 x 0 pixels; both must be positive and fit 31 bits" },
            { "0a00", Rejection.MissingField, "stream is missing" },
            { "2200", Rejection.MissingField, "layout is missing" },
            { "220178", Rejection.UnknownLayout, "layout \"x\" is not known; known are" },
            { "320032003200320032003200", Rejection.TooManyPeople, "people has more than 5 entries" },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Invalid_Protobuf_frame_is_rejected_with_its_reason(string hex, Rejection reason, string detail)
    {
        var frame = new KeypointFrame();

        var error = Given.Strict.Decode(WireEncoding.Protobuf, [.. Head, .. Convert.FromHexString(hex)], frame);

        Assert.Equal(reason, error.Reason);
        Assert.Contains(detail, error.Detail);
    }

    [Theory]
    [InlineData("7801")]
    [InlineData("790102030405060708")]
    [InlineData("7a0161")]
    [InlineData("7d01020304")]
    [InlineData("7b780182010161830184017c")] // a group with fields and a group in it
    [InlineData("0801")] // the stream's number with another wire type: unknown, as Protobuf has it
    [InlineData("8a808080000161")] // a tag in more bytes than it needs
    [InlineData("f8ffffffff7f00")] // one in more than 32 bits
    public void Protobuf_frame_skips_unknown_fields(string hex)
    {
        byte[] message = [.. Head, .. Convert.FromHexString(hex)];

        Assert.Equal(0, Given.Good(WireEncoding.Protobuf, message).PersonCount);
        Assert.Equal("coco17", Proto.KeypointFrame.Parser.ParseFrom(message).Layout);
    }

    [Fact]
    public void Protobuf_frame_number_and_time_are_required_even_where_they_are_0()
    {
        var frame = new KeypointFrame();
        var numberless = new Proto.KeypointFrame
        {
            Stream = "s",
            Layout = "coco17",
            TimestampMs = 0,
        };
        var timeless = new Proto.KeypointFrame
        {
            Stream = "s",
            Layout = "coco17",
            Frame = 0,
        };

        Assert.Equal("missing-field: frame is missing", Given.Decoder.Decode(WireEncoding.Protobuf, numberless.ToByteArray(), frame).ToString());
        Assert.Equal("missing-field: timestampMs is missing", Given.Decoder.Decode(WireEncoding.Protobuf, timeless.ToByteArray(), frame).ToString());
        Assert.Equal(Skeletons.Coco17, Given.Good(WireEncoding.Protobuf, Head).Layout);
    }

    [Theory]
    [InlineData(100, Rejection.None)]
    [InlineData(101, Rejection.MalformedProtobuf)]
    public void Protobuf_frame_skips_groups_to_a_depth_of_100(int nested, Rejection expected)
    {
        byte[] message = [.. Head, .. Enumerable.Repeat((byte)0x7b, nested), .. Enumerable.Repeat((byte)0x7c, nested)];

        Assert.Equal(expected, Given.Decoder.Decode(WireEncoding.Protobuf, message, new KeypointFrame()).Reason);
    }
}
