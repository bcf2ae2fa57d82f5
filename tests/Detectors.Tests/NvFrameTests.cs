namespace StreamLift.Detectors.Tests;

public class NvFrameTests
{
    private static FrameDefaults Record => new() { Key = "key"u8, IsRecord = true };

    [Fact]
    public void Frame_has_number_time_sensor_and_people()
    {
        var people = NvMessage.Frame(
            NvMessage.Person("7", NvMessage.Pose("pose2D", ("nose", [310.5f, 90.25f, 0.87f]), ("left-hand", [0, 0, 0]))),
            NvMessage.Person("9", NvMessage.Pose("pose2D", ("right-foot", [1, float.NaN, 0.5f])))
        );
        var frame = Given.Good(DetectorFormat.DeepStreamProtobuf, people.Bytes, Record)[0];
        Assert.Equal(("lobby", 125L, Given.Time + 40, 2), (frame.StreamName, frame.FrameNumber, frame.TimestampMs, frame.PersonCount));
        Assert.Equal((7L, 9L, 0.75f, "coco18"), (frame.Id(0), frame.Id(1), frame.Score(0), frame.Layout.Name));
        Assert.Equal((310.5f, 90.25f, 0.87f), frame.Joint(0, "Nose"));
        Assert.Equal((0f, 0f, 0f), frame.Joint(1, "RAnkle"));
    }

    [Fact]
    public void Pose25D_has_four_coordinates()
    {
        var frame = Given.Good(
            DetectorFormat.DeepStreamProtobuf,
            NvMessage.Frame(NvMessage.Person("7", NvMessage.Pose("pose25D", ("pelvis", [1, 2, -30, 0.5f])))).Bytes,
            Record
        )[0];
        Assert.Equal((1f, 2f, 0.5f), frame.Joint(0, "pelvis"));
    }

    [Fact]
    public void Coordinates_may_be_written_one_by_one()
    {
        var joint = new NvMessage().Text(1, "nose").Float(2, 3).Float(2, 4).Float(2, 0.5f);
        var pose = new NvMessage().Text(1, "pose2D").Message(2, joint);
        var frame = Given.Good(DetectorFormat.DeepStreamProtobuf, NvMessage.Frame(NvMessage.Person("7", pose)).Bytes, Record)[0];
        Assert.Equal((3f, 4f, 0.5f), frame.Joint(0, "Nose"));
    }

    [Fact]
    public void Frame_without_objects_is_a_frame_without_people() =>
        Assert.Equal(0, Given.Good(DetectorFormat.DeepStreamProtobuf, NvMessage.Frame().Bytes, Record)[0].PersonCount);

    public static TheoryData<string, string, byte[]> Damaged =>
        new()
        {
            { "missing-field", "no person has a pose2D or pose25D: the pipeline does not publish poses", NvMessage.Frame(NvMessage.Person("7", null)).Bytes },
            {
                "missing-field",
                "no person has a pose2D or pose25D: the pipeline does not publish poses",
                NvMessage.Frame(NvMessage.Person("7", NvMessage.Pose("pose3D", ("nose", [1, 2, 3, 1])))).Bytes
            },
            {
                "keypoint-count",
                "objects[0].pose: a joint of pose2D has 2 coordinates; 3 were expected",
                NvMessage.Frame(NvMessage.Person("7", NvMessage.Pose("pose2D", ("nose", [1, 2])))).Bytes
            },
            {
                "invalid-field",
                "objects[0].pose names a joint \"tail\", and coco18 has none of that name",
                NvMessage.Frame(NvMessage.Person("7", NvMessage.Pose("pose2D", ("tail", [1, 2, 1])))).Bytes
            },
            { "invalid-field", "objects[0].id is not a whole number", NvMessage.Frame(NvMessage.Person("a", NvMessage.Pose("pose2D"))).Bytes },
            { "malformed-protobuf", "objects[0]: byte 2: 9 bytes expected, 0 are left", NvMessage.Frame(new NvMessage().Raw(0x3a, 9)).Bytes },
        };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Damaged_frames_are_refused(string reason, string problem, byte[] body) =>
        Assert.Equal($"{reason}: looks like DeepStream Protobuf (nv.Frame): {problem}", Given.Refused(body, Record));
}
