using StreamLift.Lanes;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Fuser.Tests.Stage;

public sealed class FuseStageTests : IDisposable
{
    private const int Frames = 60;

    private readonly MadeRoom _room = new("hall", cameras: 4, people: 2);
    private readonly Stages _stages;

    public FuseStageTests() => _stages = new Stages(_room);

    public void Dispose() => _stages.Dispose();

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Instant_of_four_cameras_is_a_people_record_in_the_encoding_of_its_input(WireEncoding encoding)
    {
        var people = Read(Run(_stages, 0, Frames, encoding), encoding);
        Assert.Equal(Enumerable.Range(0, people.Count).Select(i => (long)i), people.Select(frame => frame.Sequence));
        Assert.All(people, frame => Assert.Equal("hall", frame.RigName));
        var last = people[^1];
        Assert.Equal(["hall/cam-1", "hall/cam-2", "hall/cam-3", "hall/cam-4"], Enumerable.Range(0, last.CameraCount).Select(last.CameraStreamName));
        Assert.Equal(2, last.PersonCount);
        var frame = last.CameraFrame(0);
        for (var person = 0; person < 2; person++)
        {
            var error = Enumerable.Range(0, 2).Min(truth => MadeRoom.Joint(truth, frame, 10).To(Capture.Geometry.Point3.Of(last.Joints(person), 10)));
            Assert.True(error < 1, $"the head is {error} mm off");
        }
    }

    [Fact]
    public void Snapshot_of_the_state_goes_on_as_if_nothing_had_happened()
    {
        using var undisturbed = new Stages(_room);
        var expected = Run(undisturbed, 0, Frames);

        var first = new List<byte[]>();
        byte[] state = [];
        for (var frame = 0; frame < Frames / 2; frame++)
        for (var camera = 0; camera < 4; camera++)
        {
            _stages.Add(_room.Record(camera, frame), (4 * frame) + camera);
            _stages.Stage.Process(_stages.Batch);
            var snapshot = Assert.Single(_stages.Batch.Snapshots);
            Assert.Equal("hall"u8, _stages.Batch.Bytes(snapshot.Key));
            state = _stages.Batch.Bytes(snapshot.State).ToArray();
            foreach (ref readonly var people in _stages.Batch.People(0))
                first.Add(_stages.Batch.Bytes(people.Value).ToArray());
            _stages.Batch.Clear();
        }

        using var restored = new Stages(_room);
        restored.Stage.Restore(restored.Partition, "hall"u8, state, 4 * Frames / 2);
        var rest = Run(restored, Frames / 2, Frames);
        Assert.Equal(expected, [.. first, .. rest]);
        Assert.Empty(restored.Warnings);
    }

    [Fact]
    public void Record_that_the_state_holds_already_is_skipped_when_it_is_read_again()
    {
        _stages.Add(_room.Record(0, 0), 0);
        _stages.Stage.Process(_stages.Batch);
        var state = _stages.Batch.Bytes(_stages.Batch.Snapshots[0].State).ToArray();
        using var restored = new Stages(_room);
        restored.Stage.Restore(restored.Partition, "hall"u8, state, 1);
        restored.Add(_room.Record(0, 0), 0);
        restored.Stage.Process(restored.Batch);
        Assert.Empty(restored.Batch.Snapshots);
        restored.Batch.Clear();
        restored.Add(_room.Record(1, 0), 1);
        restored.Stage.Process(restored.Batch);
        Assert.Single(restored.Batch.Snapshots);
    }

    [Fact]
    public void Rig_in_two_partitions_is_said_once_with_the_remedy()
    {
        var other = new AssignedPartition("poses", 3, 0);
        _stages.Stage.OnAssigned(other);
        for (var frame = 0; frame < 3; frame++)
        for (var camera = 0; camera < 4; camera++)
            _stages.Add(_room.Record(camera, frame), (4 * frame) + camera, camera < 2 ? _stages.Partition : other);
        _stages.Process();
        var line = Assert.Single(_stages.Warnings);
        Assert.StartsWith("rig hall: its frames come in poses[0] and in poses[3]", line, StringComparison.Ordinal);
        Assert.Contains("run --key rig", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // all frames are read at once, and no more come
    public void Camera_that_never_comes_is_said_once_with_what_it_may_be(bool isRecording)
    {
        Run(_stages, 0, 11 * 30, cameras: 3);
        Assert.Empty(_stages.Warnings); // it may come a moment later, from another partition
        if (!isRecording)
            _stages.Clock.Advance(TimeSpan.FromSeconds(5));
        Run(_stages, 11 * 30, 13 * 30, cameras: 3);
        _stages.Stage.OnRevoked(_stages.Partition);
        var line = Assert.Single(_stages.Warnings);
        Assert.StartsWith("rig hall, camera hall/cam-4: no frame of it in poses[0] while the others had 10 s of frames", line, StringComparison.Ordinal);
        Assert.Contains("run --key rig", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Camera_that_falls_silent_and_comes_back_is_said_in_a_line_each()
    {
        Run(_stages, 0, 30);
        Run(_stages, 30, 30 + (7 * 30), cameras: 3);
        Run(_stages, 30 + (7 * 30), 30 + (10 * 30));
        Assert.Equal("rig hall, camera hall/cam-4: no frame for 5 s; the others go on without it", Assert.Single(_stages.Warnings));
        Assert.Contains("rig hall, camera hall/cam-4: its frames are used again", _stages.Notes);
    }

    [Fact]
    public void Clock_that_is_an_hour_ahead_is_said_once()
    {
        var late = new MadeRoom("hall", cameras: 4, people: 2);
        for (var frame = 0; frame < 300; frame++)
        for (var camera = 0; camera < 4; camera++)
            _stages.Add(camera == 3 ? late.Record(camera, frame + (3600 * 30)) : _room.Record(camera, frame), (4 * frame) + camera);
        _stages.Process();
        Assert.Contains("camera hall/cam-4: its clock is", Assert.Single(_stages.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void End_of_the_partition_writes_the_instants_that_wait_for_late_cameras()
    {
        using var waiting = new Stages(new Capture.CaptureOptions { Wait = TimeSpan.FromSeconds(1), Smoothing = Capture.Smoothing.None }, _room);
        var before = Run(waiting, 0, 20, cameras: 3);
        waiting.Batch.AddEnd(waiting.Partition, 200, 0);
        waiting.Stage.Process(waiting.Batch);
        Assert.Single(waiting.Batch.Snapshots);
        Assert.Equal(20, before.Count + waiting.Batch.People(0).Length);
        waiting.Batch.Clear();
        // a later run goes on
        Assert.NotEmpty(Run(waiting, 20, 80, cameras: 3));
    }

    [Fact]
    public void Record_of_a_revoked_assignment_is_skipped()
    {
        _stages.Stage.OnRevoked(_stages.Partition);
        _stages.Add(_room.Record(0, 0), 0);
        _stages.Stage.Process(_stages.Batch);
        Assert.Empty(_stages.Batch.Snapshots);
    }

    private List<byte[]> Run(Stages stages, int from, int to, WireEncoding encoding = WireEncoding.Json, int cameras = 4)
    {
        var written = new List<byte[]>();
        for (var frame = from; frame < to; frame++)
        {
            for (var camera = 0; camera < cameras; camera++)
                stages.Add(_room.Record(camera, frame, encoding), (4 * frame) + camera, encoding: encoding);
            written.AddRange(stages.Process());
        }

        return written;
    }

    private static List<PeopleFrame> Read(List<byte[]> values, WireEncoding encoding) =>
        values.ConvertAll(value =>
        {
            var frame = new PeopleFrame();
            Assert.True(new PeopleDecoder().TryDecode(encoding, value, frame, out var error), error.Detail);
            return frame;
        });
}
