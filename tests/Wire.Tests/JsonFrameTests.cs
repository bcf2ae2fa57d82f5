using System.Text;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests;

public sealed class JsonFrameTests
{
    [Fact]
    public void JSON_frame_is_read_with_every_field()
    {
        var frame = Given.Good(
            $$"""
            { "stream" : "S9/Walking 1/54138969", "frame" : 7, "timestampMs" : 1700000000000,
              "layout" : "coco17", "image" : [ 1000 , 1002 ],
              "people" : [ { "id" : 12, "score" : 0.75, "keypoints" : [ {{Given.Keypoints().Replace(",", " ,\t")}} ] }, {{Given.Person()}} ] }
            """
        );

        Assert.Equal("S9/Walking 1/54138969", Encoding.UTF8.GetString(frame.Stream));
        Assert.Equal(
            (7, 1_700_000_000_000, Skeletons.Coco17, 1000, 1002, 2),
            (frame.FrameNumber, frame.TimestampMs, frame.Layout, frame.Width, frame.Height, frame.PersonCount)
        );
        Assert.Equal((12, 0.75f), (frame.Id(0), frame.Score(0)));
        Assert.Equal((1, float.NaN), (frame.Id(1), frame.Score(1)));
        float[] expected = [.. Enumerable.Range(1, 51).Select(i => i % 3 == 0 ? 0.9f : i + 0.5f)];
        Assert.Equal(expected, frame.Keypoints(0));
        Assert.Equal(expected, frame.Keypoints(1));
    }

    [Fact]
    public void JSON_frame_fields_may_come_in_any_order_and_unknown_ones_are_skipped()
    {
        var frame = Given.Good(
            $$$"""
            {"extra":{"a":[{"b":[[],{}]},true,false,null,-1.5e+7,"\"}"]},"people":[{"pose":[1,[2]],"keypoints":[{{{Given.Keypoints()}}}],"box":{},"id":3}],
             "":0,"layout":"coco17","timestampMs":-5,"frame":0,"stream":"x"}
            """
        );

        Assert.Equal((0, -5, 3, 51), (frame.FrameNumber, frame.TimestampMs, frame.Id(0), frame.Keypoints(0).Length));
    }

    [Fact]
    public void JSON_frame_optional_fields_may_be_null()
    {
        var frame = Given.Good(Given.Frame(Given.Person(""" "id":null,"score":null """), """ "image":null, """));

        Assert.Equal((0, 0, 0, float.NaN), (frame.Width, frame.Height, frame.Id(0), frame.Score(0)));
    }

    [Fact]
    public void JSON_frame_field_given_twice_has_its_last_value()
    {
        var body = $$"""
            {"stream":"a","stream":"b","frame":1,"frame":2,"timestampMs":1,"layout":"none such","layout":"coco17","image":[1,2],"image":null,
             "people":[{"keypoints":[1]},{}],"people":[{"keypoints":[1,2,3],"id":1,"id":null,"keypoints":[{{Given.Keypoints()}}]}]}
            """.Replace(",{}", ",{\"keypoints\":[]}");
        var frame = Given.Good(body);

        Assert.Equal(("b", 2, 1, 0, 0), (Encoding.UTF8.GetString(frame.Stream), frame.FrameNumber, frame.PersonCount, frame.Width, frame.Id(0)));
        Assert.Equal(1.5f, frame.Keypoints(0)[0]);
    }

    [Fact]
    public void JSON_joint_with_a_score_not_above_0_or_a_null_is_unseen()
    {
        var rest = string.Join(',', Enumerable.Repeat("0,0,0", 17 - 6));
        var frame = Given.Good(Given.Frame($$"""{"keypoints":[1,2,0.5, null,null,0, null,null,0.9, 3,4,-2, 5,6,null, 7,8,3.5,{{rest}}]}"""));

        Assert.Equal([1, 2, 0.5f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 8, 3.5f], frame.Keypoints(0)[..18]);
    }

    [Fact]
    public void JSON_frame_names_and_texts_may_be_escaped()
    {
        var frame = Given.Good(
            """
            {"\u0073tream":"\u00e9\ud83d\ude00\"\\\/\b\f\n\r\t\u0000","fram\u0065":1,"timestampMs":1,"layout":"coco\u00317","people":[]}
            """
        );

        Assert.Equal("é😀\"\\/\b\f\n\r\t\0", Encoding.UTF8.GetString(frame.Stream));
        Assert.Equal(Skeletons.Coco17, frame.Layout);
    }

    [Fact]
    public void Reused_keypoint_frame_keeps_nothing_of_the_previous_one()
    {
        var frame = new KeypointFrame();
        var full = Encoding.UTF8.GetBytes(Given.Frame(Given.Person(""" "id":9 """), """ "image":[1,1], """));
        Assert.False(Given.Decoder.Decode(WireEncoding.Json, full, frame).IsError);
        Assert.Equal(Rejection.MissingField, Given.Decoder.Decode(WireEncoding.Json, "{}"u8, frame).Reason);
        Assert.False(Given.Decoder.Decode(WireEncoding.Json, Encoding.UTF8.GetBytes(Given.Frame("")), frame).IsError);

        Assert.Equal((0, 0, 0), (frame.Width, frame.Height, frame.PersonCount));
    }
}
