using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Detectors.Tests;

/// <summary>A person whose own content is wrong does not cost the others, unless the decoder is strict.</summary>
public class RejectedPeopleTests
{
    private static readonly string Good = $$"""{"person_id":[4],"pose_keypoints_2d":[{{Given.Flat(25)}}]}""";

    public static TheoryData<string, string> Bodies =>
        new()
        {
            {
                "OpenPose JSON: people[0].pose_keypoints_2d has 2 numbers; three for each joint were expected",
                OpenPose("""{"pose_keypoints_2d":[1,2]}""", Good)
            },
            {
                "OpenPose JSON: people[1].pose_keypoints_2d has 18 joints; the frame's first person has 25",
                OpenPose(Good, $$"""{"pose_keypoints_2d":[{{Given.Flat(18)}}]}""")
            },
            { "MMPose JSON: [1] has 1 keypoints and 2 keypoint_scores", $$"""[{{Given.Instance(17)}}, {"keypoints": [[1, 2]], "keypoint_scores": [1, 2]}]""" },
            {
                "AlphaPose JSON: keypoints of image 0.jpg is missing",
                $$"""[{"image_id": "0.jpg"}, {"image_id": "0.jpg", "keypoints": [{{Given.Flat(17)}}]}]"""
            },
            {
                "COCO results: keypoints of image 5 is not a list of numbers",
                $$"""[{"image_id": 5, "keypoints": 1}, {"image_id": 5, "keypoints": [{{Given.Flat(17)}}]}]"""
            },
            {
                "Ultralytics JSON: [0].keypoints is missing: use a pose model",
                $$$"""[{"name": "person", "box": {}}, {"keypoints": {"x": [{{{Column(17)}}}], "y": [{{{Column(17)}}}]}}]"""
            },
            {
                "DeepStream's minimal JSON: objects[0]: pose2D has a joint that is not a name and 3 numbers",
                """
                    {"version":"4.0","id":"1","@timestamp":"","sensorId":"a",
                    "objects":["1|1|1|1|1|Person|#|pose2D|nose|","2|1|1|1|1|Person|#|pose2D|nose,1,2,1|"]}
                    """
            },
        };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Rejected_person_keeps_a_place_among_the_others(string detail, string body)
    {
        var (frames, error) = Decode(body, strict: false);
        Assert.Equal("none", error.ToString());
        var frame = Assert.Single(Enumerable.Range(0, frames.Count).Select(i => frames[i]));
        Assert.Equal(2, frame.PersonCount);
        var bad = frame.Error(0).IsError ? 0 : 1;
        Assert.Equal(detail, frame.Error(bad).Detail);
        Assert.False(frame.Error(1 - bad).IsError);
        Assert.Equal(new float[3 * frame.Layout.Count], frame.Keypoints(bad).ToArray());
        Assert.Contains(frame.Keypoints(1 - bad).ToArray(), number => number > 0);
        Assert.Equal($"looks like {detail}", Decode(body, strict: true).Error.Detail);
    }

    [Fact]
    public void Body_of_rejected_people_only_is_refused()
    {
        var (_, error) = Decode(OpenPose("""{"pose_keypoints_2d":[1,2]}""", """{"pose_keypoints_2d":[1]}"""), strict: false);
        Assert.Equal(
            "keypoint-count: looks like OpenPose JSON: people[0].pose_keypoints_2d has 2 numbers; three for each joint were expected",
            error.ToString()
        );
    }

    [Fact]
    public void Unknown_layout_refuses_the_body_even_where_one_bad_person_does_not() =>
        Assert.Equal(Rejection.UnknownLayout, Decode(OpenPose($$"""{"pose_keypoints_2d":[{{Given.Flat(14)}}]}""", Good), strict: false).Error.Reason);

    private static string OpenPose(params string[] people) => $$"""{"version":1.3,"people":[{{string.Join(",", people)}}]}""";

    private static string Column(int joints) => Given.Join(Enumerable.Repeat(7.5f, joints));

    private static (KeypointFrames Frames, DecodeError Error) Decode(string body, bool strict)
    {
        var frames = new KeypointFrames();
        new DetectorDecoder(SkeletonCatalogue.BuiltIn, Given.Limits, strict).TryDecode(Given.Utf8(body), Given.Defaults, frames, out _, out var error);
        return (frames, error);
    }
}
