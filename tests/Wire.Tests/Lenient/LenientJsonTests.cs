using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests.Lenient;

/// <summary>What others write and JSON or the message's own rules do not have: it is taken where its meaning is certain.</summary>
public sealed class LenientJsonTests
{
    private static readonly string Rest = string.Join(',', Enumerable.Repeat("7,8,0.5", 17 - 5));

    [Fact]
    public void Python_word_or_null_at_a_joint_means_that_this_joint_was_not_seen()
    {
        var frame = Given.Good(Given.Frame($$"""{"keypoints":[NaN,NaN,0.9, 1,Infinity,0.9, 1,-Infinity,0.9, 1,2,NaN, null,2,0.9,{{Rest}}]}"""));

        Assert.False(frame.Error(0).IsError);
        Assert.All(frame.Keypoints(0)[..15].ToArray(), number => Assert.Equal(0, number));
        Assert.Equal([7, 8, 0.5f], frame.Keypoints(0)[15..18]);
    }

    [Theory]
    [InlineData("2.47", 2.47f)]
    [InlineData("8.0", 8f)]
    [InlineData("1.0000001", 1.0000001f)]
    [InlineData("NaN", float.NaN)]
    [InlineData("Infinity", float.NaN)]
    [InlineData("-Infinity", float.NaN)]
    public void Person_score_above_1_is_passed_on_and_one_that_is_not_finite_is_none(string score, float expected) =>
        Assert.Equal(expected, Given.Good(Given.Frame(Given.Person($"\"score\":{score}"))).Score(0));

    [Theory]
    [InlineData("12.0", "1767225600000.0", "3.0")]
    [InlineData("1.2e1", "1.7672256e12", "3e0")]
    [InlineData("120e-1", "1767225600000.000", "0.3E+1")]
    [InlineData("12", "17672256e5", "\"3\"")]
    [InlineData("12", "1767225600000", "\"3.0\"")]
    public void Integers_are_taken_in_any_form_that_is_exact(string number, string time, string id)
    {
        var frame = Given.Good(
            $$"""{"stream":"s","frame":{{number}},"timestampMs":{{time}},"layout":"coco17","image":[640.0,4.8e2],"people":[{{Given.Person($"\"id\":{id}")}}]}"""
        );

        Assert.Equal((12, 1_767_225_600_000, 3L, 640, 480), (frame.FrameNumber, frame.TimestampMs, frame.Id(0), frame.Width, frame.Height));
    }

    [Theory]
    [InlineData("12.5")]
    [InlineData("1e-1")]
    [InlineData("1e19")]
    [InlineData("9223372036854775808.0")]
    [InlineData("1.00000000000000000001")]
    [InlineData("1e999999999999")]
    public void Number_that_is_no_integer_of_64_bits_is_rejected_with_its_text(string number)
    {
        var rejected = Given.Decode($$"""{"stream":"s","frame":{{number}}}""");

        Assert.Equal((Rejection.InvalidField, $"frame is \"{number}\"; an integer of 64 bits was expected"), (rejected.Reason, rejected.Detail));
    }

    [Theory]
    [InlineData("-922337203685477580e1", -9_223_372_036_854_775_800)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-0.0", 0)]
    [InlineData("0e999", 0)]
    [InlineData("0.00e-999", 0)]
    public void Timestamp_is_exact_at_the_ends_of_its_range(string number, long expected) =>
        Assert.Equal(expected, Given.Good($$"""{"stream":"s","frame":1,"timestampMs":{{number}},"layout":"coco17","people":[]}""").TimestampMs);

    [Fact]
    public void Joints_may_come_as_lists_of_their_own_with_or_without_a_score()
    {
        var rest = string.Join(",", Enumerable.Repeat("[7, 8, 0.5]", 17 - 6));
        var frame = Given.Good(Given.Frame($$"""{"keypoints":[ null, [1,2], [0,0], [3 ,4,NaN], [5.25,6e0,0.75] , [null,1],{{rest}} ]}"""));

        Assert.Equal([0, 0, 0, 1, 2, 1, 0, 0, 0, 0, 0, 0, 5.25f, 6, 0.75f, 0, 0, 0, 7, 8, 0.5f], frame.Keypoints(0)[..21]);
    }

    [Fact]
    public void Python_word_in_a_field_of_the_producers_own_is_skipped() =>
        Given.Good(Given.Frame(Given.Person("\"box\":[NaN,-Infinity]"), "\"speed\":NaN,\"more\":{\"a\":Infinity},"));

    [Fact]
    public void Every_lenient_form_gives_the_frame_that_the_strict_form_gives() =>
        Prop.ForAll(FrameContent.Arbitrary(Gen.Choose(-40_000, 400_000).Select(i => i / 100f), Gen.Choose(1, 1000).Select(i => i / 1000f)), content =>
            {
                var strict = Given.Good(WireEncoding.Json, new FrameEncoder().Encode(WireEncoding.Json, content.Build()));
                var lenient = Given.Good(WireEncoding.Json, Encoding.UTF8.GetBytes(Lenient(strict)));
                Assert.Equal(FrameContent.Of(strict), FrameContent.Of(lenient));
            })
            .QuickCheckThrowOnFailure();

    // Each number in another form than FrameEncoder's: floats for integers, lists for joints, words and nulls for joints not seen.
    private static string Lenient(KeypointFrame frame)
    {
        var people = Enumerable.Range(0, frame.PersonCount).Select(person => Person(frame, person));
        var image = frame.Width == 0 ? "null" : $"[{frame.Width}.0,{frame.Height}e0]";
        return $$"""
            {"people":[{{string.Join(",", people)}}],"x":NaN,"image":{{image}},"layout":"{{frame.Layout.Name}}","frame":{{Exact(frame.FrameNumber)}},
             "timestampMs":{{Exact(frame.TimestampMs)}},"stream":{{System.Text.Json.JsonSerializer.Serialize(frame.StreamName)}}}
            """;
    }

    private static string Person(KeypointFrame frame, int person)
    {
        var joints = Enumerable.Range(0, frame.Layout.Count).Select(joint => Joint(frame.Joint(person, joint), joint));
        var score = float.IsNaN(frame.Score(person)) ? "NaN" : frame.Score(person).ToString("R", CultureInfo.InvariantCulture);
        return $$"""{"score":{{score}},"keypoints":[{{string.Join(", ", joints)}}],"id":"{{frame.Id(person)}}"}""";
    }

    private static string Joint((float X, float Y, float Score) joint, int index) =>
        joint.Score > 0
            ? string.Create(CultureInfo.InvariantCulture, $"[{joint.X:R}, {joint.Y:E8},{joint.Score:R}]")
            : (index % 4) switch
            {
                0 => "null",
                1 => "[NaN,1,1]",
                2 => "[0,0]",
                _ => "[1,Infinity]",
            };

    // 19 digits and a point are one too many.
    private static string Exact(long number) => Math.Abs((double)number) < 1e17 ? $"{number}.0" : $"{number}";
}
