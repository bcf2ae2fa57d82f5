using System.Text;
using StreamLift.Wire;

namespace StreamLift.Fuser.Tests.Stage;

public sealed class PoseRecordDecoderTests : IDisposable
{
    private readonly MadeRoom _room = new("hall", cameras: 2, people: 2);
    private readonly Stages _stages;

    public PoseRecordDecoderTests() => _stages = new Stages(_room);

    public void Dispose() => _stages.Dispose();

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Pose_record_becomes_what_its_camera_saw(WireEncoding encoding)
    {
        Assert.Equal(Rejection.None, _stages.Add(_room.Record(1, 7, encoding), 0, encoding: encoding).Reason);
        var frame = _stages.Batch.Frame(0, 0);
        Assert.Equal(("hall", 1), (frame.Camera!.Rig.Rig.Name, frame.Camera.Index));
        Assert.Equal((1, 7L, (double)MadeRoom.TimeOf(7), 2), (frame.View.Camera, frame.View.Frame, frame.View.TimestampMs, frame.View.Count));
        Assert.True(_room.Rig.Cameras[1].TryProject(MadeRoom.Joint(1, 7, 10), out var x, out var y));
        Assert.Equal(x, frame.View.Keypoints(1)[30], 0.01);
        Assert.Equal(y, frame.View.Body(1)[31], 0.01);
        Assert.True(frame.View.IsLifted(1));
        var head = MadeRoom.Joint(1, 7, 10) - MadeRoom.Joint(1, 7, 0);
        Assert.Equal(_room.Rig.Cameras[1].TurnBack(head).Y, frame.View.Lifted(1)[31], 0.01);
    }

    [Fact]
    public void Keypoints_are_scaled_from_the_image_of_the_record_to_the_calibrated_one()
    {
        _stages.Add(_room.Record(0, 3), 0);
        _stages.Add(_room.Record(0, 3, scale: 0.5), 1);
        var (full, half) = (_stages.Batch.Frame(0, 0).View, _stages.Batch.Frame(1, 0).View);
        for (var i = 0; i < 51; i++)
            Assert.Equal(full.Keypoints(0)[i], half.Keypoints(0)[i], 0.03);
        Assert.Empty(_stages.Warnings);
    }

    [Fact]
    public void Image_of_another_shape_than_the_calibrated_one_is_said_once_a_stream()
    {
        var turned = Replace(_room.Record(0, 3), "\"image\":[1920,1080]", "\"image\":[1080,1920]");
        Assert.Equal(Rejection.None, _stages.Add(turned, 0).Reason);
        _stages.Add(turned, 1);
        Assert.Contains("1080 x 1920 px, and its camera is calibrated for 1920 x 1080 px", Assert.Single(_stages.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Record_without_keypoints_is_rejected_with_the_option_that_adds_them()
    {
        var (reason, detail) = _stages.Add(_room.Record(0, 0, withKeypoints: false), 0);
        Assert.Equal(Rejection.MissingField, reason);
        Assert.Equal("people[0].keypoints is missing: run --with-keypoints adds the keypoints that the second stage needs", detail);
    }

    [Fact]
    public void Record_with_an_unknown_input_layout_is_rejected_by_its_name()
    {
        var (reason, detail) = _stages.Add(Replace(_room.Record(0, 0), "\"inputLayout\":\"h36m17\"", "\"inputLayout\":\"mine\""), 0);
        Assert.Equal(Rejection.UnknownLayout, reason);
        Assert.Contains("\"mine\" is not known; give the file that run has with --layouts", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "not a pose record")]
    [InlineData("{\"keypoints\":[1,2,3]}", "the record is a keypoint frame, which `streamlift run` reads, and not what it writes")]
    public void Keypoint_record_is_rejected_as_no_pose_record(string people, string expected)
    {
        var keypoints = Encoding.UTF8.GetBytes($$"""{"stream":"hall/cam-1","frame":0,"timestampMs":1,"layout":"coco17","people":[{{people}}]}""");
        var (reason, detail) = _stages.Add(keypoints, 0);
        Assert.NotEqual(Rejection.None, reason);
        Assert.Contains(expected, detail, StringComparison.Ordinal);
    }

    [Fact]
    public void List_record_gives_a_frame_for_each_of_its_frames()
    {
        var list = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, 3).Select(i => Encoding.UTF8.GetString(_room.Record(i % 2, i))))}]");
        Assert.Equal(Rejection.None, _stages.Add(list, 0).Reason);
        Assert.Equal([(0, 0L), (1, 1L), (0, 2L)], Enumerable.Range(0, 3).Select(i => _stages.Batch.Frame(0, i).View).Select(view => (view.Camera, view.Frame)));
        Assert.Equal((3, 6), (_stages.Batch.Entries, _stages.Batch.Rows));
    }

    [Fact]
    public void Stream_of_no_rig_is_said_once_and_its_records_are_no_dead_letters()
    {
        var other = new MadeRoom("yard");
        for (var i = 0; i < 3; i++)
            Assert.Equal(Rejection.None, _stages.Add(other.Record(0, i), i).Reason);
        Assert.Empty(_stages.Process());
        Assert.Contains("stream \"yard/cam-1\" belongs to no rig", Assert.Single(_stages.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Frame_without_people_needs_no_layout()
    {
        var empty = """{"stream":"hall/cam-1","frame":4,"timestampMs":9,"layout":"h36m17","unit":"mm","space":"camera","model":"m","people":[]}"""u8.ToArray();
        Assert.Equal(Rejection.None, _stages.Add(empty, 0).Reason);
        Assert.Equal((0, 4L), (_stages.Batch.Frame(0, 0).View.Count, _stages.Batch.Frame(0, 0).View.Frame));
    }

    private static byte[] Replace(byte[] json, string from, string to)
    {
        var text = Encoding.UTF8.GetString(json);
        Assert.Contains(from, text, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
    }
}
