using System.Text;
using StreamLift.Tests;

namespace StreamLift.Lanes.Tests;

public sealed class StateChangesTests
{
    private readonly AssignedPartition _first = new("in", 0, 0);
    private readonly AssignedPartition _second = new("in", 1, 0);
    private readonly StateChanges _changes = new();

    [Fact]
    public void Newest_snapshot_of_each_key_and_partition_is_kept_with_the_offset_of_its_batch()
    {
        _changes.Add(Batch(10, (_first, "a", "1"), (_first, "b", "1"), (_second, "a", "9")));
        _changes.Add(Batch(20, (_first, "a", "2, longer than before"), (_first, "a", "3")));
        Assert.Equal(["in[0] a 3 @21", "in[0] b 1 @11", "in[1] a 9 @11"], Texts());
    }

    [Fact]
    public void Written_changes_are_gone_and_a_key_that_changes_again_comes_back()
    {
        _changes.Add(Batch(10, (_first, "a", "1"), (_first, "b", "")));
        Assert.True(_changes.Changed[1].IsRemoved);
        _changes.Clear();
        Assert.True(_changes.IsEmpty);
        _changes.Add(Batch(11, (_first, "b", "2")));
        Assert.Equal(["in[0] b 2 @12"], Texts());
    }

    [Fact]
    public void Snapshots_of_an_assignment_that_has_ended_are_left_out()
    {
        var batch = Batch(10, (_first, "a", "1"), (_second, "a", "1"));
        _first.Revoke();
        _changes.Add(batch);
        Assert.Equal(["in[1] a 1 @11"], Texts());
    }

    [Fact]
    public void Changed_key_allocates_nothing_once_its_buffer_has_grown()
    {
        var batch = Batch(10, (_first, "a", "state"));
        const int most = 100 * 200; // enumerators of interfaces, no copies
        Assert.InRange(Allocations.Of(Many, most), 0, most);

        void Many()
        {
            for (var i = 0; i < 100; i++)
                Use();
        }

        void Use()
        {
            _changes.Add(batch);
            _changes.Clear();
        }
    }

    [Fact]
    public void Record_key_of_the_state_topic_is_the_topic_and_the_key_of_the_stage()
    {
        var key = StateTopic.KeyOf("poses", "S9/Walking 1"u8);
        Assert.Equal("poses/S9/Walking 1", Encoding.UTF8.GetString(key));
        Assert.True(StateTopic.TryKey(key, out var topic, out var own));
        Assert.Equal(("poses", "S9/Walking 1"), (Encoding.UTF8.GetString(topic), Encoding.UTF8.GetString(own)));
        Assert.False(StateTopic.TryKey("no slash"u8, out _, out _));
        Assert.False(StateTopic.TryKey("/no topic"u8, out _, out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void Offset_in_a_header_reads_back(long offset) => Assert.Equal(offset, StateTopic.Number(StateTopic.Number(offset)));

    [Theory]
    [InlineData("")]
    [InlineData("12a")]
    public void Header_that_is_no_offset_reads_as_none(string text) => Assert.Null(StateTopic.Number(Encoding.UTF8.GetBytes(text)));

    private IEnumerable<string> Texts() =>
        _changes.Changed.Select(key => $"{key.Partition} {Encoding.UTF8.GetString(key.Key)} {Encoding.UTF8.GetString(key.State)} @{key.NextOffset}");

    private static CountingBatch Batch(long offset, params (AssignedPartition Partition, string Key, string State)[] snapshots)
    {
        var batch = new CountingBatch();
        foreach (var partition in snapshots.Select(snapshot => snapshot.Partition).Distinct())
            batch.Add(partition, offset, 0);
        foreach (var (partition, key, state) in snapshots)
            batch.AddSnapshot(partition, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(state));
        return batch;
    }
}
