using StreamLift.Lanes;

namespace StreamLift.Fuser.Tests.Stage;

public sealed class StateTests
{
    private const int Frames = 20;

    [Fact]
    public void State_of_a_rig_with_another_number_of_cameras_is_refused_with_the_remedy()
    {
        using var three = new Stages(new MadeRoom("hall", cameras: 3));
        using var four = new Stages(new MadeRoom("hall", cameras: 4));
        var problem = Refusal(four, Begin(three, new MadeRoom("hall", cameras: 3), 0));
        Assert.StartsWith(
            "it is of the cameras \"hall/cam-1\", \"hall/cam-2\", \"hall/cam-3\", and the rig has \"hall/cam-1\", \"hall/cam-2\", \"hall/cam-3\", ",
            problem,
            StringComparison.Ordinal
        );
        Assert.Contains("give a rig with other cameras another name", problem);
    }

    [Fact]
    public void Damaged_state_is_refused_when_it_is_given_back_and_not_at_the_first_frame()
    {
        var room = new MadeRoom("hall", people: 2);
        using var stages = new Stages(room);
        var state = Begin(stages, room, 0);
        for (var length = 1; length < state.Length; length += 7)
        {
            using var restored = new Stages(room);
            Assert.DoesNotContain('\n', Refusal(restored, state[..length]));
        }

        using var other = new Stages(room);
        Assert.Contains("version 1, and this program reads version 2", Refusal(other, [1, .. state[1..]]));
    }

    [Fact]
    public void State_with_a_damaged_byte_is_used_or_refused_and_nothing_else()
    {
        var room = new MadeRoom("hall");
        using var stages = new Stages(room);
        var state = Begin(stages, room, 0);
        for (var at = 0; at < state.Length; at += 3)
        {
            using var restored = new Stages(room);
            var damaged = state.ToArray();
            damaged[at] ^= 0xff;
            try
            {
                restored.Stage.Restore(restored.Partition, "hall"u8, damaged, 1);
            }
            catch (InvalidDataException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    [Fact]
    public void State_of_a_rig_that_is_in_no_file_any_more_is_left_alone()
    {
        using var stages = new Stages(new MadeRoom("hall"));
        stages.Stage.Restore(stages.Partition, "yard"u8, [0xff], 1);
        stages.Add(new MadeRoom("hall").Record(0, 0), 1);
        stages.Stage.Process(stages.Batch);
        Assert.Single(stages.Batch.Snapshots);
        Assert.Empty(stages.Warnings);
    }

    [Fact]
    public void End_of_the_partition_writes_what_a_restored_rig_without_frames_still_holds()
    {
        var room = new MadeRoom("hall");
        using var waiting = new Stages(mostRigs: 10, room);
        var state = Begin(waiting, room, 0);
        using var restored = new Stages(mostRigs: 10, room);
        restored.Stage.Restore(restored.Partition, "hall"u8, state, 60);
        restored.Batch.AddEnd(restored.Partition, 60, 0);
        restored.Stage.Process(restored.Batch);
        Assert.Equal(Frames, restored.Batch.People(0).Length);
        Assert.Single(restored.Batch.Snapshots);
        restored.Batch.Clear();
        // nothing is left: a second end changes nothing
        restored.Batch.AddEnd(restored.Partition, 60, 0);
        restored.Stage.Process(restored.Batch);
        Assert.Empty(restored.Batch.Snapshots);
    }

    [Fact]
    public void Rig_beyond_the_bound_replaces_the_one_whose_last_frame_is_the_furthest_back()
    {
        MadeRoom[] takes = [new("take 1"), new("take 2"), new("take 3")];
        using var stages = new Stages(mostRigs: 2, takes);
        Begin(stages, takes[0], 0);
        Begin(stages, takes[1], 60);
        Begin(stages, takes[0], 120, frame: Frames);
        Begin(stages, takes[2], 180);
        // the instants that waited for the fourth camera are written, and the state is removed
        Assert.Equal(["take 2", "take 3"], stages.Batch.Snapshots.Select(snapshot => Name(stages.Batch.Bytes(snapshot.Key))).Order());
        Assert.All(stages.Batch.Snapshots, snapshot =>
            Assert.Equal(Name(stages.Batch.Bytes(snapshot.Key)) == "take 2", stages.Batch.Bytes(snapshot.State).IsEmpty)
        );
        Assert.Equal(Frames, stages.Batch.People(0).Length);
        Assert.Contains("rig take 2: no frame since offset 119 of poses[0], and 2 other rigs have come", stages.Notes[^2], StringComparison.Ordinal);
        Assert.DoesNotContain(stages.Telemetry.Rigs, rig => rig.Rig == "take 2");
        Assert.Equal(2, stages.Telemetry.Rigs.Count);
    }

    [Fact]
    public void Restored_rigs_are_forgotten_in_the_order_that_they_would_have_been()
    {
        MadeRoom[] takes = [new("take 1"), new("take 2"), new("take 3")];
        using var stages = new Stages(mostRigs: 2, takes);
        var second = Begin(stages, takes[1], 60);
        var first = Begin(stages, takes[0], 0);
        using var restored = new Stages(mostRigs: 2, takes);
        restored.Stage.Restore(restored.Partition, "take 1"u8, first, 120);
        restored.Stage.Restore(restored.Partition, "take 2"u8, second, 120);
        Begin(restored, takes[2], 120);
        Assert.Contains(restored.Notes, note => note.StartsWith("rig take 1: no frame since offset 59 ", StringComparison.Ordinal));
    }

    // the frames of all cameras but the last, in one batch, which is left as it is: their instants wait for that camera
    private static byte[] Begin(Stages stages, MadeRoom room, long offset, long frame = 0)
    {
        stages.Batch.Clear();
        for (var i = 0; i < 3 * Frames; i++)
            stages.Add(room.Record(i % 3, frame + (i / 3)), offset + i);
        stages.Stage.Process(stages.Batch);
        foreach (var snapshot in stages.Batch.Snapshots)
            if (Name(stages.Batch.Bytes(snapshot.Key)) == room.Rig.Name)
                return stages.Batch.Bytes(snapshot.State).ToArray();
        throw new InvalidOperationException("the batch holds no state of the rig");
    }

    private static string Refusal(Stages stages, byte[] state) =>
        Assert.Throws<InvalidDataException>(() => stages.Stage.Restore(stages.Partition, "hall"u8, state, 1)).Message;

    private static string Name(ReadOnlySpan<byte> key) => System.Text.Encoding.UTF8.GetString(key);
}
