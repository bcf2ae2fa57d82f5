using StreamLift.Poses.Layouts;

namespace StreamLift.Detectors.Tests;

public class OpenPoseTests
{
    // as OpenPose writes it; of a person not tracked the id is -1
    private static string Person(string keypoints, string id = "-1") =>
        $$"""{"person_id":[{{id}}],"pose_keypoints_2d":[{{keypoints}}],"face_keypoints_2d":[],"hand_left_keypoints_2d":[],"pose_keypoints_3d":[]}""";

    private static string Image(params string[] people) => $$"""{"version":1.3,"people":[{{string.Join(",", people)}}]}""";

    [Fact]
    public void OpenPose_people_keep_their_joints_and_get_indexes_as_ids()
    {
        var frame = Assert.Single(All(Given.Good(DetectorFormat.OpenPose, Image(Person(Given.Flat(25)), Person(Given.Flat(25, 100))))));
        Assert.Equal(("cam-1", 7, Given.Time, "body25"), (frame.StreamName, frame.FrameNumber, frame.TimestampMs, frame.Layout.Name));
        Assert.Equal((640, 480, 2), (frame.Width, frame.Height, frame.PersonCount));
        Assert.Equal((0L, 1L), (frame.Id(0), frame.Id(1)));
        Assert.True(float.IsNaN(frame.Score(0)));
        Assert.Equal(Given.Triples(25, 100), frame.Keypoints(1).ToArray());
    }

    // Pose2Sim's association writes {} for a person who is absent, and OpenPose at times an empty list
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"person_id":[-1],"pose_keypoints_2d":[]}""")]
    public void Absent_person_of_OpenPose_leaves_the_places_of_the_others_as_their_ids(string absent)
    {
        var frame = Assert.Single(All(Given.Good(DetectorFormat.OpenPose, Image(absent, Person(Given.Flat(25)), absent, Person(Given.Flat(25, 100))))));
        Assert.Equal((2, 1L, 3L), (frame.PersonCount, frame.Id(0), frame.Id(1)));
        Assert.Equal(Given.Triples(25, 100), frame.Keypoints(1).ToArray());
    }

    [Theory]
    [InlineData(15, "openpose-mpi15")]
    [InlineData(17, "coco17")]
    [InlineData(18, "coco18")]
    [InlineData(25, "body25")]
    [InlineData(26, "halpe26")]
    [InlineData(33, "mediapipe33")]
    [InlineData(133, "wholebody133")]
    [InlineData(136, "halpe136")]
    public void OpenPose_layout_follows_from_the_number_of_joints(int joints, string layout) =>
        Assert.Equal(layout, Given.Good(DetectorFormat.OpenPose, Image(Person(Given.Flat(joints))))[0].Layout.Name);

    [Fact]
    public void Given_layout_wins_over_the_number_of_joints()
    {
        var defaults = Given.Defaults with { Layout = Skeletons.Body25b };
        var body = Given.Utf8(Image(Person(Given.Flat(25))));
        Assert.Equal("body25b", Given.Good(DetectorFormat.OpenPose, body, defaults)[0].Layout.Name);
        Assert.Equal(
            "keypoint-count: looks like OpenPose JSON: people[0].pose_keypoints_2d has 17 joints; body25b has 25",
            Given.Refused(Given.Utf8(Image(Person(Given.Flat(17)))), defaults)
        );
    }

    [Theory]
    [InlineData(14, "unknown-layout", "has 14 joints, which may be crowdpose14, aic14, lsp14: give --layout NAME")]
    [InlineData(7, "unknown-layout", "has 7 joints, and no known layout has: describe it in a --layouts file and give --layout NAME")]
    public void Ambiguous_number_of_joints_is_refused_with_the_option(int joints, string reason, string problem) =>
        Assert.Equal($"{reason}: looks like OpenPose JSON: people[0].pose_keypoints_2d {problem}", Given.Refused(Image(Person(Given.Flat(joints)))));

    [Theory]
    [InlineData("0, 0, 0")]
    [InlineData("NaN, NaN, NaN")]
    [InlineData("null, null, 0.9")]
    [InlineData("12.5, Infinity, 0.9")]
    [InlineData("12.5, 12.5, -Infinity")]
    [InlineData("12.5, 12.5, 0")]
    public void Joint_without_numbers_or_score_is_not_seen(string joint)
    {
        var frame = Given.Good(DetectorFormat.OpenPose, Image(Person($"{joint}, {Given.Flat(24)}")))[0];
        Assert.Equal((0f, 0f, 0f), frame.Joint(0, 0));
        Assert.Equal((1.5f, 2.5f, 0.9f), frame.Joint(0, 1));
    }

    [Fact]
    public void Person_ids_of_tracking_are_kept_and_others_are_negative()
    {
        var frame = Given.Good(DetectorFormat.OpenPose, Image(Person(Given.Flat(25)), Person(Given.Flat(25), "4"), Person(Given.Flat(25), "0")))[0];
        Assert.Equal((-1L, 4L, 0L), (frame.Id(0), frame.Id(1), frame.Id(2)));
    }

    [Fact]
    public void Version_1_0_wrote_pose_keypoints()
    {
        var body = $$"""{"version":1.0,"people":[{"pose_keypoints":[{{Given.Flat(18)}}],"face_keypoints":[]}]}""";
        Assert.Equal("coco18", Given.Good(DetectorFormat.OpenPose, body)[0].Layout.Name);
    }

    [Fact]
    public void Image_without_people_is_a_frame_without_people() =>
        Assert.Equal(0, Given.Good(DetectorFormat.OpenPose, """{"version":1.3,"people":[]}""")[0].PersonCount);

    [Fact]
    public void Coordinates_as_fractions_become_pixels()
    {
        var person = Person(string.Join(", ", Enumerable.Repeat("0.5, 0.25, 0.9", 25)));
        var defaults = Given.Defaults with { Normalised = true };
        Assert.Equal((320f, 120f, 0.9f), Given.Good(DetectorFormat.OpenPose, Given.Utf8(Image(person)), defaults)[0].Joint(0, 3));
        Assert.Equal(
            "missing-field: looks like OpenPose JSON: people[0].pose_keypoints_2d has fractions of the image, whose size is missing: give --image WIDTHxHEIGHT",
            Given.Refused(Given.Utf8(Image(person)), defaults with { Width = 0 })
        );
    }

    [Fact]
    public void Body_without_stream_number_or_time_says_what_it_looks_like()
    {
        var body = Given.Utf8(Image(Person(Given.Flat(25))));
        Assert.Equal(
            "missing-field: looks like OpenPose JSON without a stream: give the record a key, or a header 'stream'",
            Given.Refused(body, Given.Defaults with { Stream = default })
        );
        Assert.Equal(
            "missing-field: looks like OpenPose JSON without a frame number: give the record a header 'frame'",
            Given.Refused(body, Given.Defaults with { FrameNumber = null })
        );
        Assert.Equal(
            "missing-field: looks like OpenPose JSON without a time: give the record a header 'timestampMs'",
            Given.Refused(body, Given.Defaults with { TimestampMs = null })
        );
    }

    [Fact]
    public void Record_may_lack_number_and_time_and_has_its_key_as_stream()
    {
        var frame = Given.Good(DetectorFormat.OpenPose, Given.Utf8(Image()), new() { Key = "hall"u8, IsRecord = true })[0];
        Assert.Equal(("hall", false, false), (frame.StreamName, frame.HasFrameNumber, frame.HasTimestamp));
    }

    [Theory]
    [InlineData("""{"version":1.3,"people":[{"pose_keypoints_2d":[1,2]}]}""", "keypoint-count", "has 2 numbers; three for each joint were expected")]
    [InlineData("""{"version":1.3,"people":[{"pose_keypoints_2d":[]}]}""", "missing-field", "is empty: the body was not detected, or not asked for")]
    [InlineData("""{"version":1.3,"people":[{"pose_keypoints_2d":[[1,2,3]]}]}""", "invalid-field", "is not a list of numbers")]
    [InlineData("""{"version":1.3,"people":[{"pose_keypoints_2d":{}}]}""", "invalid-field", "is not a list of numbers")]
    public void Damaged_keypoints_are_refused(string body, string reason, string problem) =>
        Assert.Equal($"{reason}: looks like OpenPose JSON: people[0].pose_keypoints_2d {problem}", Given.Refused(body));

    [Fact]
    public void Too_many_people_are_refused() =>
        Assert.Equal(
            "too-many-people: looks like OpenPose JSON: more than 5 people in a frame",
            Given.Refused(Image([.. Enumerable.Repeat(Person(Given.Flat(25)), 6)]))
        );

    [Fact]
    public void People_with_different_layouts_in_a_frame_are_refused() =>
        Assert.Equal(
            "keypoint-count: looks like OpenPose JSON: people[1].pose_keypoints_2d has 18 joints; the frame's first person has 25",
            Given.Refused(Image(Person(Given.Flat(25)), Person(Given.Flat(18))))
        );

    private static IEnumerable<Wire.Messages.KeypointFrame> All(Wire.Messages.KeypointFrames frames) =>
        Enumerable.Range(0, frames.Count).Select(i => frames[i]);
}
