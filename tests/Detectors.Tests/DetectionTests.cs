using System.Text;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;

namespace StreamLift.Detectors.Tests;

public class DetectionTests
{
    private const string OwnFrame = """{"stream":"a","frame":1,"timestampMs":2,"layout":"coco17","people":[]}""";

    public static TheoryData<string> Nothing =>
        [
            "",
            " ",
            "null",
            "7",
            "\"text\"",
            "{}",
            "[]",
            "[1, 2]",
            "[[]]",
            "{\"people\": []}",
            "{\"version\": 1.3",
            "{\"results\": []}",
            OwnFrame,
            $"[{OwnFrame}]",
            """{"version":1.3,"people":[{"face_keypoints_2d":[1,2,3]}]}""",
            """[{"image_id": "0.jpg", "keypoints": [1,2,3]}, 5]""",
            """[{"image_id": "0.jpg", "keypoints": [1,2,3]}, {"name": "person"}]""",
            """{"0.jpg": {"bodies": []}, "1.jpg": []}""",
            """{"version": 1.3, "bodies": []}""",
            """{"version": 1.3, "instance_info": []}""",
            """{"version": "AlphaPose v0.3", "people": []}""",
            "\u0001\u0002\u0003",
        ];

    [Theory]
    [MemberData(nameof(Nothing))]
    public void Body_without_a_formats_own_members_is_not_recognised(string body)
    {
        var isDetected = new DetectorDecoder(SkeletonCatalogue.BuiltIn, Given.Limits).TryDetect(Given.Utf8(body), out _, out var looksLike);
        Assert.Equal((false, ""), (isDetected, looksLike));
    }

    public static TheoryData<string, string> Ambiguous =>
        new()
        {
            { """{"stream":"a","people":[{"pose_keypoints_2d":[1,2,3]}]}""", "both StreamLift's own message and OpenPose JSON" },
            { """{"version":1.3,"people":[{"pose_keypoints_2d":[]}],"instance_info":[{}]}""", "both OpenPose JSON and MMPose JSON" },
            { """[{"image_id":"0.jpg","keypoints":[]},{"image_id":1,"keypoints":[]}]""", "both AlphaPose JSON and COCO results" },
            { """[{"image_id":1,"image_id":"0.jpg","keypoints":[]}]""", "both AlphaPose JSON and COCO results" },
            { """[{"keypoints":{"x":[],"y":[]},"image_id":"0.jpg"}]""", "both AlphaPose JSON and Ultralytics JSON" },
            { """{"mdsversion":"1.0","object":{},"sensorId":"a","objects":[]}""", "both DeepStream JSON and DeepStream's minimal JSON" },
        };

    [Theory]
    [MemberData(nameof(Ambiguous))]
    public void Body_with_the_members_of_two_formats_is_refused_with_both_names(string body, string looksLike) =>
        Assert.Equal($"invalid-field: looks like {looksLike}", Given.Refused(body));

    [Fact]
    public void Own_frame_in_Protobuf_is_not_taken_for_DeepStreams()
    {
        var own = new NvMessage().Text(1, "a").Number(2, 7).Number(3, 5).Text(4, "coco17");
        Assert.Equal("invalid-field: no known format", Given.Refused(own.Bytes, Given.Defaults));
        Assert.Equal("invalid-field: no known format", Given.Refused(NvMessage.Frame().Number(2, 7).Bytes, Given.Defaults));
    }

    [Fact]
    public void Format_that_was_given_is_checked()
    {
        var decoder = new DetectorDecoder(SkeletonCatalogue.BuiltIn, Given.Limits);
        foreach (var format in Enum.GetValues<DetectorFormat>().Where(format => format != DetectorFormat.OpenPose))
        {
            var body = Given.Utf8($$"""{"version":1.3,"people":[{"pose_keypoints_2d":[{{Given.Flat(25)}}]}]}""");
            Assert.False(decoder.TryDecode(format, body, Given.Defaults, new(), out var error), $"{format}");
            Assert.True(error.IsError);
        }
    }

    [Fact]
    public void Byte_order_mark_and_white_space_before_the_body_are_skipped() =>
        Given.Good(DetectorFormat.OpenPose, "\ufeff \r\n{\"version\":1.3,\"people\":[]}");

    [Fact]
    public void Names_with_escapes_are_the_same_names() => Given.Good(DetectorFormat.OpenPose, """{"version":1.3,"p\u0065ople":[]}""");

    [Fact]
    public void Body_beyond_the_limit_is_refused() =>
        Assert.Equal(
            "too-many-bytes: the body has 200001 bytes; at most 200000 are allowed",
            Given.Refused(new byte[Given.Limits.MaxBytes + 1], Given.Defaults)
        );

    [Fact]
    public void Nesting_without_end_is_refused() => Assert.Equal("invalid-field: no known format", Given.Refused(new string('[', 100_000)));

    [Theory]
    [InlineData("people")]
    [InlineData("bodies")]
    [InlineData("instance_info")]
    public void Member_repeated_many_times_is_told_in_one_pass(string name)
    {
        var limits = new WireLimits();
        var body = new StringBuilder("{").Insert(1, $"\"{name}\":[],", (limits.MaxBytes - 10) / (name.Length + 6)).Append("\"a\":0}").ToString();
        var decoder = new DetectorDecoder(SkeletonCatalogue.BuiltIn, limits);
        var started = TimeProvider.System.GetTimestamp();
        Assert.False(decoder.TryDetect(Given.Utf8(body), out _, out _));
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 4); // a few milliseconds; one pass a member takes minutes
    }
}
