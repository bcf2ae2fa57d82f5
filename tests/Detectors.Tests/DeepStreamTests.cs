namespace StreamLift.Detectors.Tests;

public class DeepStreamTests
{
    private const string Time = "2026-01-01T00:00:00.040Z";

    private static string Message(string pose, string id = "12") =>
        $$"""
            {"messageid": "4a3c", "mdsversion": "1.0", "@timestamp": "{{Time}}", "place": {"id": "1", "name": "HQ"}, "sensor": {"id": "CAMERA_ID"},
             "analyticsModule": {"id": "XYZ"}, "object": {"id": "{{id}}", "bbox": {"topleftx": 5, "toplefty": 6}, {{pose}}, "location": {"lat": 0.0} },
             "event": {"id": "e", "type": "entry"}, "videoPath": ""}
            """;

    private static string Minimal(params string[] objects) =>
        $$"""
            {"version": "4.0", "id": "125", "@timestamp": "{{Time}}", "sensorId": "lobby", "objects": [{{string.Join(
                ", ",
                objects.Select(one => $"\"{one}\"")
            )}}]}
            """;

    private static FrameDefaults Record => new() { Key = "key"u8, IsRecord = true };

    [Fact]
    public void Full_message_is_a_frame_of_one_person_with_its_sensor_as_stream()
    {
        var body = Message(""" "pose2D": {"nose": {"x": 310, "y": 90, "confidence": 0}, "left-hand": {"x": 0, "y": 0, "confidence": 0}} """);
        var frame = Given.Good(DetectorFormat.DeepStream, Given.Utf8(body), Record)[0];
        Assert.Equal(("CAMERA_ID", false, Given.Time + 40, "coco18"), (frame.StreamName, frame.HasFrameNumber, frame.TimestampMs, frame.Layout.Name));
        Assert.Equal((1, 12L), (frame.PersonCount, frame.Id(0)));
    }

    [Fact]
    public void Confidence_0_of_a_whole_number_is_seen_where_there_is_a_place()
    {
        var pose = """ "pose2D": {"nose": {"x": 310, "y": 90, "confidence": 0}, "left-hand": {"x": 0, "y": 0, "confidence": 0},""";
        var body = Message(pose + """ "right-foot": {"x": 5, "y": 6, "confidence": 1}, "left-eye": {"x": 7, "y": 8, "confidence": 0.75}} """);
        var frame = Given.Good(DetectorFormat.DeepStream, body)[0];
        Assert.Equal((310f, 90f, 1f), frame.Joint(0, "Nose"));
        Assert.Equal((0f, 0f, 0f), frame.Joint(0, "LWrist"));
        Assert.Equal((5f, 6f, 1f), frame.Joint(0, "RAnkle"));
        Assert.Equal((7f, 8f, 0.75f), frame.Joint(0, "LEye"));
        Assert.Equal((0f, 0f, 0f), frame.Joint(0, "Neck"));
    }

    [Fact]
    public void Pose25D_has_the_34_joints_of_BodyPose3DNet()
    {
        var frame = Given.Good(DetectorFormat.DeepStream, Message(""" "pose25D": {"left-pinky-knuckle": {"x": 3, "y": 4, "z": -5, "confidence": 0}} """))[0];
        Assert.Equal("nvidia34", frame.Layout.Name);
        Assert.Equal((3f, 4f, 1f), frame.Joint(0, "left-pinky-knuckle"));
    }

    [Theory]
    [InlineData(""" "pose3D": {} """, "missing-field", "object has only pose3D, a pose in space: publish pose25D, or pose2D")]
    [InlineData(""" "vehicle": {} """, "missing-field", "object has neither pose2D nor pose25D: it is no person, or its pose was not published")]
    [InlineData(""" "pose2D": {"tail": {"x": 1, "y": 2}} """, "invalid-field", "object.pose2D names a joint \"tail\", and coco18 has none of that name")]
    [InlineData(""" "pose2D": {"nose": 5} """, "invalid-field", "object.pose2D.nose is not an object with numbers x, y and confidence")]
    public void Object_without_a_usable_pose_is_refused(string pose, string reason, string problem) =>
        Assert.Equal($"{reason}: looks like DeepStream JSON: {problem}", Given.Refused(Message(pose)));

    [Fact]
    public void Untracked_object_has_the_greatest_id_and_gets_an_index() =>
        Assert.Equal(0, Given.Good(DetectorFormat.DeepStream, Message(""" "pose2D": {} """, "18446744073709551615"))[0].Id(0));

    [Fact]
    public void Time_that_is_none_is_refused() =>
        Assert.Equal(
            "invalid-field: looks like DeepStream JSON: @timestamp is \"noon\"; a time such as 2026-01-31T12:00:00.000Z was expected",
            Given.Refused(Message(""" "pose2D": {} """).Replace(Time, "noon"))
        );

    [Theory]
    [InlineData("2026-01-01T00:00:00.040Z")]
    [InlineData("2026-01-01T00:00:00.040000000Z")]
    [InlineData("2026-01-01T01:00:00.04+01:00")]
    public void Times_have_any_number_of_digits_and_any_zone(string time) =>
        Assert.Equal(Given.Time + 40, Given.Good(DetectorFormat.DeepStream, Message(""" "pose2D": {} """).Replace(Time, time))[0].TimestampMs);

    [Fact]
    public void Minimal_message_is_a_frame_with_all_its_people()
    {
        var body = Minimal(
            "7|1.5|2|3|4|Person|#||0||||0.98|#|pose2D|nose,310.5,90.25,0.87|left-hand,-1,nan,0.5|neck,0.000000,0.000000,0.000000|",
            "957|1834|150|1918|215|Vehicle|#|sedan|Bugatti|M|blue|CA 444|California|0.8",
            "18446744073709551615|1|2|3|4|Person|#|pose2D|nose,5,6,0.5|"
        );
        var frame = Given.Good(DetectorFormat.DeepStreamMinimal, Given.Utf8(body), Record)[0];
        Assert.Equal(("lobby", 125L, Given.Time + 40, 2), (frame.StreamName, frame.FrameNumber, frame.TimestampMs, frame.PersonCount));
        Assert.Equal((7L, -2L, 0.98f), (frame.Id(0), frame.Id(1), frame.Score(0)));
        Assert.Equal((310.5f, 90.25f, 0.87f), frame.Joint(0, "Nose"));
        Assert.Equal((0f, 0f, 0f), frame.Joint(0, "LWrist"));
        Assert.True(float.IsNaN(frame.Score(1)));
    }

    [Fact]
    public void Minimal_pose25D_has_the_depth_before_the_confidence()
    {
        var frame = Given.Good(DetectorFormat.DeepStreamMinimal, Minimal("7|1|2|3|4|Person|#||||||0.98|#|pose25D|pelvis,1,2,-30,0.5|"))[0];
        Assert.Equal((1f, 2f, 0.5f), frame.Joint(0, "pelvis"));
    }

    [Theory]
    [InlineData("7|1|2|3|4|Person", "missing-field", "no person has a pose2D or pose25D: the pipeline does not publish poses")]
    [InlineData("7|1|2|3|4|Person|#|pose2D|nose,1,2|", "invalid-field", "objects[0]: pose2D has a joint that is not a name and 3 numbers")]
    [InlineData("x|1|2|3|4|Person|#|pose2D|", "invalid-field", "objects[0] does not begin with the object's id, a whole number")]
    public void Damaged_minimal_objects_are_refused(string one, string reason, string problem) =>
        Assert.Equal($"{reason}: looks like DeepStream's minimal JSON: {problem}", Given.Refused(Minimal(one)));

    [Fact]
    public void Minimal_message_without_people_is_a_frame_without_people() =>
        Assert.Equal(0, Given.Good(DetectorFormat.DeepStreamMinimal, Minimal("957|1834|150|1918|215|Vehicle|#|sedan"))[0].PersonCount);
}
