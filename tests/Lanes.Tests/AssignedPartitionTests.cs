using FsCheck;
using FsCheck.Fluent;

namespace StreamLift.Lanes.Tests;

public sealed class AssignedPartitionTests
{
    private readonly AssignedPartition _partition = new("in", 0, 0);
    private readonly List<long> _stored = [];

    [Fact]
    public void Watermark_waits_until_the_gap_below_it_is_delivered()
    {
        var slices = new[] { Entered(4), Entered(9), Entered(20) };
        Acknowledge(slices[1]);
        Assert.Empty(_stored);
        Assert.Equal(-1, _partition.Watermark);
        Acknowledge(slices[0]);
        Assert.Equal([10L], _stored);
        Acknowledge(slices[2]);
        Assert.Equal([10L, 21L], _stored);
        Assert.Equal(21, _partition.Watermark);
        Assert.False(_partition.HasInFlight);
    }

    [Fact]
    public void Acknowledgement_after_the_assignment_ended_is_ignored()
    {
        var slice = Entered(4);
        _partition.Revoke();
        Acknowledge(slice);
        _partition.Acknowledge(5, (_, offset) => _stored.Add(offset));
        Assert.Empty(_stored);
        Assert.False(_partition.HasInFlight);
    }

    [Fact]
    public void Batch_entered_after_the_assignment_ended_is_not_in_flight()
    {
        _partition.Revoke();
        Entered(4);
        Assert.False(_partition.HasInFlight);
    }

    [Fact]
    public void Committed_transaction_acknowledges_every_batch_below_its_end()
    {
        Entered(4);
        Entered(9);
        Entered(20);
        _partition.Acknowledge(10, (_, offset) => _stored.Add(offset));
        Assert.Equal([10L], _stored);
        Assert.True(_partition.HasInFlight);
        _partition.Acknowledge(21, (_, offset) => _stored.Add(offset));
        Assert.False(_partition.HasInFlight);
    }

    [Fact]
    public async Task Wait_for_delivery_ends_with_the_last_acknowledgement_or_the_assignment()
    {
        var slice = Entered(4);
        Assert.False(_partition.WaitUntilDelivered(TimeSpan.Zero));
        var waiting = Task.Run(() => _partition.WaitUntilDelivered(TimeSpan.FromMinutes(1)));
        Acknowledge(slice);
        Assert.True(await waiting);

        Entered(5);
        waiting = Task.Run(() => _partition.WaitUntilDelivered(TimeSpan.FromMinutes(1)));
        _partition.Revoke();
        Assert.True(await waiting);
    }

    [Fact]
    public void First_offset_is_that_of_the_first_record_read()
    {
        Assert.Equal(-1, _partition.FirstOffset);
        _partition.Read(7);
        _partition.Read(8);
        Assert.Equal(7, _partition.FirstOffset);
    }

    [Fact]
    public void Watermark_never_passes_an_undelivered_batch_in_any_delivery_order() =>
        Prop.ForAll(Gen.Shuffle(Enumerable.Range(0, 12).ToArray()).ToArbitrary(), order =>
            {
                var partition = new AssignedPartition("in", 0, 0);
                var stored = new List<long>();
                var slices = Enumerable.Range(0, order.Length).Select(i => new PartitionSlice(partition) { NextOffset = (10 * i) + 1 }).ToArray();
                foreach (var slice in slices)
                    partition.Enter(slice);
                var delivered = new HashSet<int>();
                foreach (var next in order)
                {
                    partition.Acknowledge(slices[next], (_, offset) => stored.Add(offset));
                    delivered.Add(next);
                    var unbroken = Enumerable.Range(0, order.Length).TakeWhile(delivered.Contains).Count();
                    if (stored.LastOrDefault() != (unbroken == 0 ? 0 : (10 * (unbroken - 1)) + 1))
                        return false;
                }

                return stored.SequenceEqual(stored.Order());
            })
            .QuickCheckThrowOnFailure();

    private PartitionSlice Entered(long lastOffset)
    {
        var slice = new PartitionSlice(_partition) { NextOffset = lastOffset + 1 };
        _partition.Enter(slice);
        return slice;
    }

    private void Acknowledge(PartitionSlice slice) => _partition.Acknowledge(slice, (_, offset) => _stored.Add(offset));
}
