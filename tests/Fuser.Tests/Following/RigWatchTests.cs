using StreamLift.Capture;
using StreamLift.Fuser.Tests.Stage;

namespace StreamLift.Fuser.Tests.Following;

public sealed class RigWatchTests : IDisposable
{
    private const int Hz = 30;

    private readonly MadeRoom _room = new("hall", cameras: 4, people: 1);
    private readonly Stages _stages;
    private long _offset;

    public RigWatchTests() => _stages = new Stages(new CaptureOptions { Wait = TimeSpan.FromMilliseconds(100), Smoothing = Smoothing.None }, _room);

    public void Dispose() => _stages.Dispose();

    // As a backlog comes whose keypoints have one partition for each camera.
    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(20)] // clocks of one rig are not so far apart
    public void Frames_that_come_camera_by_camera_are_said_in_one_line_with_the_cause(int seconds)
    {
        for (var part = 0; part < 60; part += seconds)
        for (var camera = 0; camera < 4; camera++)
        {
            for (var frame = Hz * part; frame < Hz * (part + seconds); frame++)
                Add(camera, frame);
            _stages.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        _stages.Stage.OnRevoked(_stages.Partition);
        var line = Assert.Single(_stages.Warnings);
        Assert.Matches("^rig hall, camera hall/cam-[234]: its frames come [0-9.]+ s after the others', one camera after the other", line);
        Assert.EndsWith("give all keypoints of a rig one key, its name", line, StringComparison.Ordinal);
        Assert.DoesNotContain(_stages.Notes, note => note.Contains("used again", StringComparison.Ordinal));
    }

    [Fact]
    public void Camera_whose_frames_come_too_late_is_said_once_and_when_they_come_in_time_again()
    {
        const int Late = Hz / 2;
        for (var frame = 0; frame < 10 * Hz; frame++)
        for (var camera = 0; camera < 4; camera++)
            if (camera < 3 || frame >= Late)
                Add(camera, camera < 3 ? frame : frame - Late);
        var line = Assert.Single(_stages.Warnings);
        Assert.StartsWith("rig hall, camera hall/cam-4: its frames come 0.5 s after the others', longer than --wait", line, StringComparison.Ordinal);
        for (var frame = 10 * Hz; frame < 13 * Hz; frame++)
        for (var camera = 0; camera < 4; camera++)
            Add(camera, frame);
        Assert.Single(_stages.Warnings);
        Assert.Contains("rig hall, camera hall/cam-4: its frames are used again", _stages.Notes);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(3600)]
    public void Pause_of_the_whole_rig_is_no_fault_of_its_cameras(int seconds)
    {
        for (var frame = 0; frame < 3 * Hz; frame++)
        for (var camera = 0; camera < 4; camera++)
            Add(camera, frame < Hz ? frame : frame + (seconds * Hz));
        Assert.Empty(_stages.Warnings);
    }

    [Fact]
    public void Watch_goes_on_after_the_time_of_the_rig_has_moved_back()
    {
        for (var frame = 0; frame < Hz; frame++)
        for (var camera = 0; camera < 4; camera++)
            Add(camera, frame + (3600 * Hz));
        for (var frame = 0; frame < 8 * Hz; frame++)
        for (var camera = 0; camera < (frame < Hz ? 4 : 3); camera++)
            Add(camera, frame);
        Assert.Equal("rig hall, camera hall/cam-4: no frame for 5 s; the others go on without it", Assert.Single(_stages.Warnings));
        Assert.Equal(9 * Hz, Assert.Single(_stages.Telemetry.Rigs).Cameras[0].Frames, 1.0 * Hz);
    }

    private void Add(int camera, int frame)
    {
        _stages.Add(_room.Record(camera, frame), _offset++);
        _stages.Process();
    }
}
