using System.Text;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests;

public sealed class JsonRejectionTests
{
    private const string Head = """{"stream":"s","frame":1,"timestampMs":2,"layout":"coco17",""";

    [Theory]
    [InlineData("", Rejection.Tombstone, "the record has no body")]
    [InlineData("nonsense", Rejection.MalformedJson, "byte 0 starts \"nonsense\" where a value was expected")]
    [InlineData("NaN", Rejection.InvalidField, "the body is NaN; an object was expected")]
    [InlineData("5", Rejection.InvalidField, "the body is a number; an object was expected")]
    [InlineData("{} x", Rejection.MalformedJson, "byte 3 starts \"x\" where the end after the object was expected")]
    [InlineData("{}\0", Rejection.MalformedJson, "byte 2 starts \"\uFFFD\" where the end after the object was expected")]
    [InlineData("{\"stream\":\"s\"", Rejection.MalformedJson, "the body ends at byte 13 where ',' or '}' was expected")]
    [InlineData("{\"stream\":\"s\",}", Rejection.MalformedJson, "byte 14 starts \"}\" where '\"' was expected")]
    [InlineData("{\"stream\":\"\\ud83d\"}", Rejection.InvalidField, "stream contains half of a surrogate pair")]
    [InlineData("{\"stream\":\"\\x\"}", Rejection.MalformedJson, "byte 11 starts \"\\x\"}\" where an escape such as \\n or \\u00e9 was expected")]
    [InlineData("{\"stream\":\"a\nb\"}", Rejection.MalformedJson, "byte 12 starts \"\uFFFDb\"}\" where the text's closing '\"' was expected")]
    [InlineData("{\"stream\":7}", Rejection.InvalidField, "stream is a number; text was expected")]
    [InlineData("{}", Rejection.MissingField, "stream is missing")]
    [InlineData("{\"stream\":\"\"}", Rejection.MissingField, "stream is missing")]
    [InlineData("{\"stream\":null}", Rejection.MissingField, "stream is missing")]
    [InlineData("{\"stream\":\"s\"}", Rejection.MissingField, "frame is missing")]
    [InlineData("{\"stream\":\"s\",\"frame\":1}", Rejection.MissingField, "timestampMs is missing")]
    [InlineData("{\"stream\":\"s\",\"frame\":1,\"timestampMs\":2}", Rejection.MissingField, "layout is missing")]
    [InlineData("{\"stream\":\"s\",\"frame\":1,\"timestampMs\":2,\"layout\":\"coco17\"}", Rejection.MissingField, "people is missing")]
    [InlineData("{\"frame\":1.5}", Rejection.InvalidField, "frame is \"1.5\"; an integer of 64 bits was expected")]
    [InlineData("{\"frame\":9223372036854775808}", Rejection.InvalidField, "frame is \"9223372036854775808\"; an integer of 64 bits was expected")]
    [InlineData("{\"frame\":01}", Rejection.MalformedJson, "byte 10 starts \"1}\" where ',' or '}' was expected")]
    [InlineData("{\"frame\":-}", Rejection.MalformedJson, "byte 10 starts \"}\" where a digit was expected")]
    [InlineData("{\"frame\":tru}", Rejection.MalformedJson, "byte 9 starts \"tru}\" where a value was expected")]
    public void Broken_JSON_frame_is_rejected_with_reason_and_position(string body, Rejection reason, string detail)
    {
        var rejected = Given.Decode(body, strict: true);

        Assert.Equal((reason, detail), (rejected.Reason, rejected.Detail));
    }

    [Theory]
    [InlineData("\"people\":5}", Rejection.InvalidField, "people is a number; a list was expected")]
    [InlineData("\"people\":[[]]}", Rejection.InvalidField, "people[0] is a list; an object was expected")]
    [InlineData("\"people\":[{}]}", Rejection.MissingField, "people[0].keypoints is missing")]
    [InlineData("\"people\":[{\"keypoints\":null}]}", Rejection.MissingField, "people[0].keypoints is missing")]
    [InlineData("\"people\":[{\"keypoints\":[]}]}", Rejection.KeypointCount, "people[0].keypoints has 0 numbers; coco17 has 17 joints: 51 expected")]
    [InlineData("\"people\":[{\"keypoints\":[1,2,3,\"4\"]}]}", Rejection.InvalidField, "people[0].keypoints[3] is text; a number was expected")]
    [InlineData("\"people\":[{\"keypoints\":[1,2,3,[4]]}]}", Rejection.InvalidField, "people[0].keypoints[3] is a list; a number was expected")]
    [InlineData("\"people\":[{\"keypoints\":[[1,2,3],4]}]}", Rejection.InvalidField, "people[0].keypoints[1] is a number; a list was expected")]
    [InlineData("\"people\":[{\"keypoints\":[[1,2,3],[4,5,\"\"]]}]}", Rejection.InvalidField, "people[0].keypoints[1][2] is text; a number was expected")]
    [InlineData(
        "\"people\":[{\"keypoints\":[[1,2,3],[1,2,3,4]]}]}",
        Rejection.KeypointCount,
        "people[0].keypoints[1] has 4 numbers; [x, y, score] or [x, y] was expected"
    )]
    [InlineData("\"people\":[{\"keypoints\":[[1,2]]}]}", Rejection.KeypointCount, "people[0].keypoints has 3 numbers; coco17 has 17 joints: 51 expected")]
    [InlineData("\"people\":[{\"keypoints\":[1,2,3,1e999]}]}", Rejection.NonFinite, "people[0].keypoints[3] is \"1e999\": too large for a 32-bit float")]
    [InlineData("\"people\":[{\"keypoints\":[1,NaNN]}]}", Rejection.MalformedJson, "byte 87 starts \"N]}]}\" where ',' or ']' was expected")]
    [InlineData("\"people\":[{\"keypoints\":[-Inf]}]}", Rejection.MalformedJson, "byte 83 starts \"Inf]}]}\" where a digit was expected")]
    [InlineData("\"people\":[{\"score\":1e39}]}", Rejection.NonFinite, "people[0].score is \"1e39\": too large for a 32-bit float")]
    [InlineData("\"people\":[{\"keypoints\":[1,2,,3]}]}", Rejection.MalformedJson, "byte 86 starts \",3]}]}\" where a value was expected")]
    [InlineData("\"people\":[{\"keypoints\":[1,2,]}]}", Rejection.MalformedJson, "byte 86 starts \"]}]}\" where a value was expected")]
    [InlineData("\"people\":[{\"id\":1.5}]}", Rejection.InvalidField, "people[0].id is \"1.5\"; an integer of 64 bits was expected")]
    [InlineData("\"people\":[{\"id\":\"p7\"}]}", Rejection.InvalidField, "people[0].id is \"p7\"; an integer of 64 bits was expected")]
    [InlineData("\"people\":[{\"id\":NaN}]}", Rejection.MissingField, "people[0].keypoints is missing")]
    [InlineData("\"frame\":NaN}", Rejection.InvalidField, "frame is NaN; an integer was expected")]
    [InlineData("\"frame\":-Infinity}", Rejection.InvalidField, "frame is -Infinity; an integer was expected")]
    [InlineData("\"image\":[640],\"people\":[]}", Rejection.InvalidField, "image has 1 numbers; [width, height] was expected")]
    [InlineData("\"image\":[640,0],\"people\":[]}", Rejection.InvalidField, "image is 640 x 0 pixels; both must be positive and fit 31 bits")]
    [InlineData("\"image\":[640,4294967296],\"people\":[]}", Rejection.InvalidField, "image is 640 x 4294967296 pixels; both must be positive and fit 31 bits")]
    [InlineData("\"image\":\"640x480\",\"people\":[]}", Rejection.InvalidField, "image is text; a list was expected")]
    [InlineData("\"frame\":-1,\"people\":[]}", Rejection.InvalidField, "frame is -1; 0 or more was expected")]
    public void JSON_frame_with_a_wrong_field_is_rejected_with_reason_and_position(string rest, Rejection reason, string detail)
    {
        var rejected = Given.Decode(Head + rest, strict: true);

        Assert.Equal((reason, detail), (rejected.Reason, rejected.Detail));
    }

    [Fact]
    public void JSON_person_with_too_few_numbers_is_rejected_naming_the_person()
    {
        var rejected = Given.Decode(Given.Frame(Given.Person() + $$""",{"keypoints":[{{Given.Keypoints(48)}}]}"""), strict: true);

        Assert.Equal((Rejection.KeypointCount, "people[1].keypoints has 48 numbers; coco17 has 17 joints: 51 expected"), (rejected.Reason, rejected.Detail));
    }

    [Fact]
    public void Flat_list_of_x_and_y_without_scores_is_rejected_with_the_way_to_write_it()
    {
        var rejected = Given.Decode(Given.Frame($$"""{"keypoints":[{{Given.Keypoints(34)}}]}"""), strict: true);

        Assert.Equal(
            "people[0].keypoints has 34 numbers; coco17 has 17 joints: 51 expected; x and y without scores are written [[x,y],[x,y],…]",
            rejected.Detail
        );
    }

    [Fact]
    public void JSON_person_score_below_0_is_rejected()
    {
        var rejected = Given.Decode(Given.Frame(Given.Person("\"score\":-0.1")), strict: true);

        Assert.Equal((Rejection.InvalidField, "people[0].score is -0.1; 0 or more was expected"), (rejected.Reason, rejected.Detail));
    }

    [Fact]
    public void Unknown_layout_is_rejected_listing_the_known_ones()
    {
        var rejected = Given.Decode(Given.Frame(Given.Person()).Replace("coco17", "cocoa\\n17"));

        Assert.Equal(Rejection.UnknownLayout, rejected.Reason);
        Assert.StartsWith("layout \"cocoa\\n17\" is not known; known are ", rejected.Detail);
        Assert.Contains("coco17", rejected.Detail);
    }

    [Fact]
    public void JSON_frame_with_too_many_people_or_bytes_is_rejected()
    {
        var person = Given.Person();
        Assert.Equal(5, Given.Good(Given.Frame(string.Join(',', Enumerable.Repeat(person, 5)))).PersonCount);

        var crowd = Given.Decode(Given.Frame(string.Join(',', Enumerable.Repeat(person, 6))));
        Assert.Equal((Rejection.TooManyPeople, "people has more than 5 entries"), (crowd.Reason, crowd.Detail));

        var frame = Given.Frame("");
        Given.Good(frame.PadRight(Given.Limits.MaxBytes));
        var large = Given.Decode(frame.PadRight(Given.Limits.MaxBytes + 1));
        Assert.Equal((Rejection.TooManyBytes, "the body has 20001 bytes; at most 20000 are allowed"), (large.Reason, large.Detail));
    }

    [Fact]
    public void JSON_frame_that_is_not_UTF8_is_rejected()
    {
        var body = Encoding.UTF8.GetBytes(Given.Frame(""));
        body[12] = 0xff;
        var frame = new KeypointFrame();

        Assert.Equal("malformed-json: the body is not UTF-8", Given.Decoder.Decode(WireEncoding.Json, body, frame).ToString());
    }

    [Theory]
    [InlineData(63, Rejection.None)]
    [InlineData(64, Rejection.MalformedJson)]
    [InlineData(9000, Rejection.MalformedJson)]
    public void JSON_frame_skips_nesting_to_a_depth_of_64(int nested, Rejection expected)
    {
        foreach (var (open, close) in new[] { ("[", "]"), ("{\"a\":", "}") })
        {
            var deep = string.Concat(Enumerable.Repeat(open, nested)) + "1" + string.Concat(Enumerable.Repeat(close, nested));
            var rejected = Given.Decode(Given.Frame("", $"\"deep\":{deep},"));
            Assert.True(expected == rejected.Reason || deep.Length > 15_000, rejected.Detail);
        }
    }
}
