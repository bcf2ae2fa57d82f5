using System.Text;
using StreamLift.Lanes;
using StreamLift.Lifter.Stage;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Wire;

namespace StreamLift.Lifter.Tests.Stage;

public sealed class LiftBatchTests
{
    private static readonly AssignedPartition First = new("in", 0, 0);
    private static readonly AssignedPartition Second = new("in", 1, 0);

    [Fact]
    public void Batch_keeps_people_with_their_record_and_gives_rows_only_to_those_lifted()
    {
        var batch = new LiftBatch(8, 34);
        batch.Add(First, 0, 0);
        batch.AddFrame("cam-1"u8, 0, 0);
        batch.AddPerson(7, 0.5f, lift: true, CameraRotation.None);
        batch.AddPerson(8, float.NaN, lift: false, CameraRotation.None);
        batch.Add(First, 1, 0);
        batch.AddFrame("cam-2"u8, 0, 0);
        batch.AddPerson(9, 1, lift: true, CameraRotation.None);
        Assert.Equal([new LiftPerson(7, 0.5f, 0), new LiftPerson(8, float.NaN, -1)], batch.People(batch.Frames(0)[0]).ToArray());
        Assert.Equal([new LiftPerson(9, 1, 1)], batch.People(batch.Frames(1)[0]).ToArray());
        Assert.Equal(2, batch.Rows);
    }

    [Fact]
    public void Batch_undoes_the_camera_rotation_of_each_row_on_its_pose()
    {
        var batch = new LiftBatch(4, 34);
        batch.Add(First, 0, 0);
        batch.AddFrame("cam-1"u8, 0, 0);
        var turns = new[] { CameraRotation.None, CameraRotation.Towards(1, 2, 3), CameraRotation.Towards(-1, 0.5, 2) };
        batch.AddPerson(0, 1, lift: true, turns[0]);
        batch.AddPerson(1, 1, lift: false, turns[2]);
        batch.AddPerson(2, 1, lift: true, turns[1]);
        batch.AddPerson(3, 1, lift: true, turns[2]);
        var poses = Enumerable.Range(0, 3 * 51).Select(i => (float)((i * 37) % 400)).ToArray();
        poses.CopyTo(batch.Output.AsSpan());
        batch.General.RotateBack();
        for (var row = 0; row < 3; row++)
        {
            var expected = poses.AsSpan(51 * row, 51).ToArray();
            turns[row].Undo(expected);
            Assert.Equal(expected, batch.Pose(row).ToArray());
        }
        Assert.NotEqual(poses[51..102], batch.Pose(1).ToArray());
    }

    [Fact]
    public void Batch_stores_sigmas_row_by_row_only_when_requested()
    {
        Assert.True(new LiftBatch(4, 34).Sigma(1).IsEmpty);
        var batch = new LiftBatch(4, 34, sigma: true);
        for (var i = 0; i < batch.General.Sigmas.Length; i++)
            batch.General.Sigmas[i] = i;
        Assert.Equal(Enumerable.Range(2 * 17, 17).Select(i => (float)i), batch.Sigma(2).ToArray());
    }

    [Fact]
    public void Batch_holds_more_records_than_rows()
    {
        var batch = new LiftBatch(1, 34);
        for (var i = 0; i < 1000; i++)
        {
            batch.Add(First, i, 0);
            batch.AddFrame("cam-1"u8, i, 0);
        }

        Assert.Equal((1000, 1000, 1000), (batch.Count, batch.FrameCount, batch.Entries));
        Assert.Equal(999, batch.Frames(999)[0].Number);
    }

    [Fact]
    public void Batch_keeps_the_frames_of_a_record_together_and_counts_each_as_an_entry()
    {
        var batch = new LiftBatch(8, 34);
        batch.Add(First, 0, 0).Rejection = Wire.Rejection.MalformedJson;
        batch.Add(First, 1, 0);
        foreach (var (stream, number) in new[] { ("cam-1", 7), ("cam-1", 8), ("cam-2", 7) })
            batch.AddFrame(Encoding.UTF8.GetBytes(stream), number, 1000 + number);
        batch.Add(First, 2, 0);
        batch.AddFrame("cam-2"u8, 8, 0);
        Assert.Equal((3, 4, 5), (batch.Count, batch.FrameCount, batch.Entries));
        Assert.Empty(batch.Frames(0).ToArray());
        Assert.Equal(
            [("cam-1", 7, 1007), ("cam-1", 8, 1008), ("cam-2", 7, 1007)],
            batch.Frames(1).ToArray().Select(frame => (Encoding.UTF8.GetString(batch.Bytes(frame.Stream)), frame.Number, frame.TimestampMs))
        );
        Assert.Equal(8, Assert.Single(batch.Frames(2).ToArray()).Number);
    }

    [Fact]
    public void Batch_grows_to_keep_every_row_of_a_record_with_more_people_than_capacity()
    {
        var batch = new LiftBatch(2, 3);
        batch.Add(First, 0, 0);
        batch.AddFrame("cam-1"u8, 0, 0);
        for (var i = 0; i < 9; i++)
        {
            batch.NextRow().Fill(i);
            batch.AddPerson(i, 1, lift: true, CameraRotation.Towards(i, 1, 1));
        }

        Assert.Equal(9, batch.Rows);
        Assert.Equal(Enumerable.Range(0, 27).Select(i => (float)(i / 3)), batch.General.Input[..27]);
        Assert.True(batch.Output.Length >= 9 * LiftBatch.PoseWidth);
    }
}
