using System.Text;
using StreamLift.Tests;

namespace StreamLift.Lanes.Tests;

public sealed class RecordBatchTests
{
    private static readonly AssignedPartition First = new("in", 0, 0);
    private static readonly AssignedPartition Second = new("in", 1, 0);
    private readonly CountingBatch _batch = new();

    [Fact]
    public void Batch_slices_name_the_offset_after_the_last_record_of_each_assignment()
    {
        _batch.Add(First, 10, 0);
        _batch.Add(Second, 3, 0);
        _batch.Add(First, 12, 0);
        Assert.Equal([(First, 13L), (Second, 4L)], _batch.Slices.ToArray().Select(slice => (slice.Partition, slice.NextOffset)));
    }

    [Fact]
    public void End_of_a_partition_is_a_record_that_commits_nothing_beyond_what_was_read()
    {
        _batch.Add(First, 10, 0);
        _batch.AddEnd(First, 13, 0);
        Assert.Equal([false, true], _batch.Records.ToArray().Select(record => record.IsEnd));
        Assert.Equal([13L], _batch.Slices.ToArray().Select(slice => slice.NextOffset));
        Assert.All(_batch.Records.ToArray(), record => Assert.True(record.Value.IsAbsent));
    }

    [Fact]
    public void Batch_keeps_stored_bytes_when_its_buffer_grows()
    {
        var ranges = Enumerable.Range(0, 2000).Select(i => (i, Range: _batch.Append(Encoding.UTF8.GetBytes($"stream {i}")))).ToList();
        Assert.All(ranges, kept => Assert.Equal($"stream {kept.i}", Encoding.UTF8.GetString(_batch.Bytes(kept.Range))));
        Assert.True(_batch.Bytes(ByteRange.Absent).IsEmpty);
    }

    [Fact]
    public void Batch_reused_before_an_earlier_one_is_delivered_counts_for_both_uses()
    {
        var stored = new List<long>();
        var slow = new CountingBatch();
        slow.Add(First, 4, 0);
        First.Enter(slow.Slices[0]);
        Use(9);
        Use(20);
        First.Acknowledge(slow.Slices[0], (_, offset) => stored.Add(offset));
        Assert.Equal([21L], stored);

        void Use(long offset)
        {
            _batch.Clear();
            _batch.Add(First, offset, 0);
            First.Enter(_batch.Slices[0]);
            First.Acknowledge(_batch.Slices[0], (_, next) => stored.Add(next));
        }
    }

    [Fact]
    public void Batch_keeps_the_snapshots_of_its_state_with_their_assignments()
    {
        _batch.Add(First, 1, 0).Key = _batch.Append("a"u8);
        var key = "rig 1"u8.ToArray();
        _batch.AddSnapshot(First, key, [1, 2, 3]);
        key[0] = 0; // copied
        _batch.AddSnapshot(Second, "rig 2"u8, []);
        Assert.Equal(
            [(First, "rig 1", 3), (Second, "rig 2", 0)],
            _batch.Snapshots.Select(snapshot => (snapshot.Partition, Encoding.UTF8.GetString(_batch.Bytes(snapshot.Key)), _batch.Bytes(snapshot.State).Length))
        );
        Assert.Equal([1, 2, 3], _batch.Bytes(_batch.Snapshots[0].State).ToArray());
        Assert.Equal("a", Encoding.UTF8.GetString(_batch.Bytes(_batch.Records[0].Key)));
    }

    [Fact]
    public void Cleared_batch_releases_its_records_bytes_and_slices()
    {
        _batch.Add(First, 1, 0).Headers = new object();
        _batch.Append([1, 2, 3]);
        _batch.AddSnapshot(First, [4], [5]);
        _batch.IsUrgent = true;
        _batch.Clear();
        Assert.Equal((0, 0, 0, false), (_batch.Count, _batch.BytesKept, _batch.Slices.Length, _batch.IsUrgent));
        Assert.Empty(_batch.Snapshots);
        Assert.Null(_batch.Add(Second, 1, 0).Headers);
    }
}
