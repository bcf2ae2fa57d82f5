using StreamLift.Ingest.Partitions;
using StreamLift.Lanes;

namespace StreamLift.Ingest.Tests.Partitions;

public sealed class AssignedPartitionsTests
{
    private readonly AssignedPartitions _partitions = new();

    [Fact]
    public void Reassigned_partition_gets_a_new_assignment_with_a_new_generation()
    {
        var before = _partitions.Assign("in", 3);
        Assert.Same(before, _partitions.Find("in", 3));
        _partitions.Revoke(before);
        Assert.Null(_partitions.Find("in", 3));
        var after = _partitions.Assign("in", 3);
        Assert.NotSame(before, after);
        Assert.Equal((0, 1), (before.Generation, after.Generation));
        Assert.Equal((true, false), (before.IsRevoked, after.IsRevoked));
        Assert.Same(after, _partitions.Find("in", 3));
    }

    [Fact]
    public void Assignments_distinguish_topics_with_the_same_partition_number()
    {
        var one = _partitions.Assign("one", 0);
        var two = _partitions.Assign("two", 0);
        Assert.Same(one, _partitions.Find("one", 0));
        Assert.Same(two, _partitions.Find("two", 0));
        Assert.Equal(2, _partitions.Current.Count);
        Assert.Null(_partitions.Find("three", 0));
    }

    [Fact]
    public void First_record_dropped_after_reads_ended_marks_where_to_read_again()
    {
        var partition = _partitions.Assign("in", 0);
        _partitions.EndReads();
        Assert.Null(_partitions.Accept("in", 0, 5));
        Assert.Null(_partitions.Accept("in", 0, 6));
        Assert.Equal(5, partition.FirstOffset);
    }

    [Fact]
    public void Record_read_before_the_start_offset_is_known_does_not_count()
    {
        var partition = _partitions.Assign("in", 0);
        partition.AwaitsStart = true;
        Assert.Null(_partitions.Accept("in", 0, 900));
        _partitions.EndReads();
        Assert.False(partition.IsRevoked);
        partition.AwaitsStart = false;
        Assert.Same(partition, _partitions.Accept("in", 0, 7));
        Assert.Equal(-1, partition.FirstOffset);
    }

    [Fact]
    public void Wait_for_delivery_gives_up_at_its_limit_and_on_a_fault()
    {
        var (first, second) = (_partitions.Assign("in", 0), _partitions.Assign("in", 1));
        second.Enter(new PartitionSlice(second) { NextOffset = 5 });
        Assert.True(Wait([first], TimeSpan.Zero));
        Assert.False(Wait(_partitions.Current, TimeSpan.Zero));
        Assert.False(Wait(_partitions.Current, TimeSpan.FromMinutes(1), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Lag_counts_from_the_watermark_and_before_that_from_the_first_record_read()
    {
        var client = new ScriptedPartitionClient { High = 12 };
        var partition = _partitions.Assign("in", 0);
        Assert.Empty(_partitions.Lag(client)); // where reading begins is not known
        partition.Read(5);
        partition.Read(6);
        Assert.Equal([(partition, 7L)], _partitions.Lag(client));
        partition.Acknowledge(10, (_, _) => { });
        Assert.Equal([(partition, 2L)], _partitions.Lag(client));
        client.High = null;
        Assert.Empty(_partitions.Lag(client));
    }

    private static bool Wait(IReadOnlyCollection<AssignedPartition> partitions, TimeSpan limit, CancellationToken fault = default) =>
        AssignedPartitions.WaitUntilDelivered(partitions, limit, TimeProvider.System, fault);
}
