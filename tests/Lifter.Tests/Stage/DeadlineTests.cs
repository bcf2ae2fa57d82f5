using Microsoft.Extensions.Time.Testing;
using StreamLift.Lanes;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Inference;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Tests;

namespace StreamLift.Lifter.Tests.Stage;

public sealed class DeadlineTests
{
    private static readonly AssignedPartition Partition = new("in", 0, 0);
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData(9_499, true)]
    [InlineData(9_500, false)]
    [InlineData(60_000, false)] // from the future
    [InlineData(long.MaxValue, false)]
    [InlineData(0, true)]
    [InlineData(long.MinValue, true)]
    public void Frame_is_late_when_it_is_older_than_the_deadline(long timestampMs, bool isLate)
    {
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(isLate, new LiftBatch(1, 34).AddFrameRecord(timestampMs, new Deadline(TimeSpan.FromMilliseconds(500), _clock)));
    }

    [Fact]
    public void Frame_is_never_late_without_a_deadline()
    {
        var off = new Deadline(TimeSpan.Zero, _clock);
        Assert.False(off.IsSet);
        Assert.False(new LiftBatch(1, 34).AddFrameRecord(long.MinValue, off));
    }

    [Fact]
    public void Frame_that_becomes_late_in_a_waiting_batch_is_skipped_and_other_poses_stay()
    {
        using var model = LifterModel.Open(ModelFile.Default, new LifterOptions { Device = Device.Cpu });
        using var meters = new Meters();
        using var telemetry = new LifterTelemetry(meters);
        var models = new ServedModel(model);
        var stage = new LiftStage(Stages.Context(models, telemetry, new Deadline(TimeSpan.FromMilliseconds(100), _clock), _clock));
        _clock.Advance(TimeSpan.FromSeconds(1));
        var (all, fresh) = (Batch(1000, 1050, 1000, 1090), Batch(1050, 1090));

        _clock.Advance(TimeSpan.FromMilliseconds(101));
        stage.Process(all);
        stage.Process(fresh);

        Assert.Equal((2, 4, 4, 4), (all.LateFrames, all.FrameCount, all.Count, all.Slices[0].NextOffset));
        Assert.Equal((4, 4), (all.Rows, fresh.Rows));
        Assert.Equal([true, false, true, false], Enumerable.Range(0, all.Count).Select(record => all.FramesOf(record) == 0));
        Assert.Equal(Poses(fresh), Poses(all));

        LiftBatch Batch(params long[] timestamps)
        {
            var batch = new LiftBatch(16, model.InputWidth) { General = { FilledFor = models.Acquire() } };
            foreach (var timestampMs in timestamps)
            {
                batch.Add(Partition, batch.Count, 0);
                batch.AddFrame("cam-1"u8, 0, timestampMs);
                for (var person = 0; person < 3; person++)
                {
                    for (var i = 0; i < model.InputWidth; i++)
                        batch.NextRow()[i] = (timestampMs % 97 + (i * (person + 1) % 7)) / 100f;
                    batch.AddPerson(person, 1, lift: person != 1, CameraRotation.None);
                }
            }

            return batch;
        }
    }

    [Fact]
    public void List_record_in_a_batch_loses_only_its_late_frames()
    {
        var batch = new LiftBatch(16, 34);
        batch.Add(Partition, 0, 0);
        foreach (var timestampMs in new[] { 5L, 20, 9, 30 })
        {
            batch.AddFrame("cam-1"u8, timestampMs, timestampMs);
            batch.NextRow().Fill(timestampMs);
            batch.AddPerson(timestampMs, 1, lift: true, CameraRotation.None);
        }

        batch.DropLate(10);
        Assert.Equal(2, batch.FramesOf(0));
        Assert.Equal([(true, 0), (false, 1), (true, 0), (false, 1)], batch.Frames(0).ToArray().Select(frame => (frame.IsLate, frame.People)));
        Assert.Equal([20f, 30f], new[] { batch.General.Input[0], batch.General.Input[34] });
        batch.DropLate(31);
        Assert.Equal(0, batch.FramesOf(0));
        Assert.Equal((0, 4), (batch.Rows, batch.LateFrames));
        batch.Clear();
        Assert.Equal(0, batch.LateFrames);
    }

    private static List<float[]> Poses(LiftBatch batch)
    {
        var poses = new List<float[]>();
        for (var record = 0; record < batch.Count; record++)
            foreach (var frame in batch.Frames(record))
            foreach (var person in batch.People(frame))
                poses.Add(person.Row < 0 ? [] : batch.Pose(person.Row).ToArray());
        return poses;
    }
}
