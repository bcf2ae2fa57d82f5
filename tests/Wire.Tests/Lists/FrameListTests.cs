using System.Text;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests.Lists;

/// <summary>Records of several frames, in both encodings.</summary>
public sealed class FrameListTests
{
    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Frame_list_of_several_streams_is_read_back_in_order(WireEncoding encoding)
    {
        var sent = Given.Frames(("cam-1", 7, 2), ("cam-1", 8, 0), ("cam-2", 7, 1));

        var read = Given.GoodList(encoding, new FrameEncoder().Encode(encoding, sent));

        Assert.True(read.IsList);
        Assert.Equal(["cam-1", "cam-1", "cam-2"], Enumerable.Range(0, read.Count).Select(i => Encoding.UTF8.GetString(read[i].Stream)));
        Assert.Equal(FrameContent.Of(sent), FrameContent.Of(read));
    }

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Frame_list_of_one_is_a_list_and_a_single_frame_is_not(WireEncoding encoding)
    {
        var one = Given.Frames(("cam-1", 7, 1));

        Assert.True(Given.GoodList(encoding, new FrameEncoder().Encode(encoding, one)).IsList);
        var alone = Given.GoodList(encoding, new FrameEncoder().Encode(encoding, one[0]));
        Assert.Equal((1, false), (alone.Count, alone.IsList));
        Assert.Equal(FrameContent.Of(one), FrameContent.Of(alone));
    }

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Reused_frame_list_keeps_nothing_of_the_previous_record(WireEncoding encoding)
    {
        var encoder = new FrameEncoder();
        var three = encoder.Encode(encoding, Given.Frames(("a long name of a stream", 1, 3), ("b", 2, 2), ("c", 3, 1))).ToArray();
        var two = encoder.Encode(encoding, Given.Frames(("x", 4, 0), ("a longer name of a stream than before", 5, 4))).ToArray();
        var frames = new KeypointFrames();
        foreach (var body in new[] { three, two, three, two })
            Assert.False(Given.Decoder.Decode(encoding, body, frames).IsError);

        Assert.Equal(FrameContent.Of(Given.GoodList(encoding, two)), FrameContent.Of(frames));
        Assert.Equal(Rejection.Tombstone, Given.Decoder.Decode(encoding, [], frames).Reason);
    }

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void First_bad_frame_rejects_the_frame_list_and_is_named_by_its_position(WireEncoding encoding)
    {
        var frames = Given.Frames([.. Enumerable.Range(0, 4).Select(i => ("cam-1", i, 1))]);
        frames[2].SetScore(-7);
        frames[3].SetScore(-8);
        var read = new KeypointFrames();

        Assert.Equal(
            "invalid-field: frame 3 of 4: people[0].score is -7; 0 or more was expected",
            Given.Strict.Decode(encoding, new FrameEncoder().Encode(encoding, frames), read).ToString()
        );
    }

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Frame_list_limits_its_frames_and_bytes_and_the_people_of_each_frame(WireEncoding encoding)
    {
        var (encoder, read) = (new FrameEncoder(), new KeypointFrames());
        Assert.Equal(6, Given.GoodList(encoding, encoder.Encode(encoding, Given.Frames([.. Enumerable.Repeat(("c", 1, 5), 6)]))).Count);
        Assert.Equal(
            "too-many-frames: the list has more than 6 frames",
            Given.Decoder.Decode(encoding, encoder.Encode(encoding, Given.Frames([.. Enumerable.Repeat(("c", 1, 0), 7)])), read).ToString()
        );
        Assert.Equal(
            "too-many-people: frame 2 of 2: people has more than 5 entries",
            Given.Decoder.Decode(encoding, encoder.Encode(encoding, Given.Frames(("c", 1, 5), ("c", 2, 6))), read).ToString()
        );
        Assert.Equal(
            Rejection.TooManyBytes,
            Given.Decoder.Decode(encoding, encoder.Encode(encoding, Given.Frames((new string('x', Given.Limits.MaxBytes), 1, 1))), read).Reason
        );
    }

    [Theory]
    [InlineData("[]", Rejection.MissingField, "the list has no frames")]
    [InlineData(" [ ] ", Rejection.MissingField, "the list has no frames")]
    [InlineData("[", Rejection.MalformedJson, "frame 1: the body ends at byte 1 where a value was expected")]
    [InlineData("[5]", Rejection.InvalidField, "frame 1 of 1: it is a number; an object was expected")]
    [InlineData("[[],{}]", Rejection.InvalidField, "frame 1 of 2: it is a list; an object was expected")]
    [InlineData("[null]", Rejection.InvalidField, "frame 1 of 1: it is null; an object was expected")]
    [InlineData("[{}]", Rejection.MissingField, "frame 1 of 1: stream is missing")]
    [InlineData("[{},", Rejection.MissingField, "frame 1: stream is missing")]
    [InlineData("[@]", Rejection.MissingField, "frame 2 of 2: stream is missing", "{}")]
    [InlineData("[@", Rejection.MalformedJson, "the body ends at byte 76 where ',' or ']' was expected")]
    [InlineData("[@}", Rejection.MalformedJson, "byte 76 starts \"}\" where ',' or ']' was expected")]
    [InlineData("[@,]", Rejection.MalformedJson, "frame 2: byte 77 starts \"]\" where a value was expected")]
    [InlineData("[@] x", Rejection.MalformedJson, "byte 78 starts \"x\" where the end after the list was expected")]
    public void Invalid_JSON_frame_list_is_rejected_with_reason_and_position(string body, Rejection reason, string detail, string? more = null)
    {
        const string good = """{"stream":"s","frame":1,"timestampMs":2,"layout":"coco17","people":[] }    """;
        var frames = new KeypointFrames();

        var rejected = Given.Decoder.Decode(WireEncoding.Json, Encoding.UTF8.GetBytes(body.Replace("@", more is null ? good : $"{good},{more}")), frames);

        Assert.Equal((reason, detail), (rejected.Reason, rejected.Detail));
    }

    [Theory]
    [InlineData("7a00", Rejection.MissingField, "frame 1 of 1: stream is missing")]
    [InlineData("7a007a00", Rejection.MissingField, "frame 1 of 2: stream is missing")]
    [InlineData("7a0078", Rejection.MissingField, "frame 1: stream is missing")]
    [InlineData("7a", Rejection.MalformedProtobuf, "byte 1: a number is truncated")]
    [InlineData("7a05", Rejection.MalformedProtobuf, "byte 2: 5 bytes expected, 0 are left")]
    [InlineData("7a020a05", Rejection.MalformedProtobuf, "frame 1 of 1: byte 4: 5 bytes expected, 0 are left")]
    [InlineData("7a010a7a00", Rejection.MalformedProtobuf, "frame 1 of 2: byte 3: a number is truncated")]
    [InlineData("@7b", Rejection.MalformedProtobuf, "byte 20: a group has no end")]
    [InlineData("@0a", Rejection.MalformedProtobuf, "byte 20: a number is truncated")]
    [InlineData("@7a7f", Rejection.MalformedProtobuf, "byte 21: 127 bytes expected, 0 are left")]
    public void Invalid_Protobuf_frame_list_is_rejected_with_reason_and_position(string hex, Rejection reason, string detail)
    {
        var frames = new KeypointFrames();

        var rejected = Given.Decoder.Decode(
            WireEncoding.Protobuf,
            Convert.FromHexString(hex.Replace("@", Convert.ToHexString(Given.ProtobufList("coco17")))),
            frames
        );

        Assert.Equal((reason, detail), (rejected.Reason, rejected.Detail));
    }

    [Fact]
    public void Protobuf_frame_list_skips_unknown_fields_behind_its_first_frame()
    {
        var good = Given.ProtobufList("coco17");

        Assert.Equal(2, Given.GoodList(WireEncoding.Protobuf, [.. good, 0x08, 0x01, 0x7d, 1, 2, 3, 4, .. good, 0x0a, 0x01, 0x61]).Count);
    }

    [Theory]
    [InlineData(61, Rejection.None)]
    [InlineData(62, Rejection.None)]
    [InlineData(63, Rejection.MalformedJson)]
    [InlineData(5000, Rejection.MalformedJson)]
    public void JSON_frame_list_skips_nesting_to_a_depth_of_64_including_the_list(int nested, Rejection expected)
    {
        foreach (var (open, close) in new[] { ("[", "]"), ("{\"a\":", "}") })
        {
            var deep = string.Concat(Enumerable.Repeat(open, nested)) + "1" + string.Concat(Enumerable.Repeat(close, nested));
            var body = Encoding.UTF8.GetBytes($"[{Given.Frame("", $"\"deep\":{deep},")}]");
            var read = new KeypointFrames();
            if (body.Length > Given.Limits.MaxBytes)
                continue;
            Assert.Equal(expected, Given.Decoder.Decode(WireEncoding.Json, body, read).Reason);
        }
    }

    [Fact]
    public void Frame_list_is_filled_one_frame_after_another_and_not_encoded_when_empty()
    {
        var frames = new KeypointFrames();
        var first = frames.Add();
        first.Begin("a"u8, 0, 0, Skeletons.Coco17, 0, 0);
        frames.Add().Begin("b"u8, 0, 0, Skeletons.Coco17, 0, 0);
        frames[1].AddPerson(0, 1);
        Assert.Throws<InvalidOperationException>(() =>
        {
            first.AddPerson(0, 1);
        });
        Assert.Throws<ArgumentOutOfRangeException>(() => frames[2]);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            new FrameEncoder().Encode(WireEncoding.Json, new KeypointFrames());
        });
    }
}
