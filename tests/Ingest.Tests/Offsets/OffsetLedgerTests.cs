using FsCheck;
using FsCheck.Fluent;
using StreamLift.Ingest.Offsets;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;

namespace StreamLift.Ingest.Tests.Offsets;

public sealed class OffsetLedgerTests
{
    private readonly List<(int Partition, long Offset)> _stored = [];
    private readonly OffsetLedger _ledger;
    private readonly AssignedPartition _first = new("in", 0, 0);
    private readonly AssignedPartition _second = new("in", 1, 0);

    public OffsetLedgerTests()
    {
        _ledger = new OffsetLedger((origin, offset) => _stored.Add((origin.Partition, offset)));
        _ledger.Begin(_first);
        _ledger.Begin(_second);
    }

    [Fact]
    public void Stored_offset_waits_until_the_gap_below_it_is_delivered()
    {
        var batches = new[] { Entered((_first, 4)), Entered((_first, 9)), Entered((_first, 20)) };
        _ledger.Delivered(batches[1]);
        Assert.Empty(_stored);
        _ledger.Delivered(batches[0]);
        Assert.Equal([(0, 10L)], _stored);
        _ledger.Delivered(batches[2]);
        Assert.Equal([(0, 10L), (0, 21L)], _stored);
    }

    [Fact]
    public void Batch_reused_before_the_gap_closes_counts_for_both_uses()
    {
        var slow = Entered((_first, 4));
        var quick = Entered((_first, 9));
        _ledger.Delivered(quick);
        quick.Clear();
        quick.Add(_first, 20, 0);
        _ledger.Enter(quick);
        _ledger.Delivered(quick);
        _ledger.Delivered(slow);
        Assert.Equal([(0, 21L)], _stored);
        Assert.True(_ledger.IsDelivered([_first]));
    }

    [Fact]
    public void Partitions_store_offsets_independently_of_each_other()
    {
        Entered((_first, 4));
        _ledger.Delivered(Entered((_second, 7)));
        Assert.Equal([(1, 8L)], _stored);
    }

    [Fact]
    public void Acknowledgement_after_the_assignment_ended_stores_no_offset()
    {
        var batch = Entered((_first, 4), (_second, 2));
        _ledger.End(_first);
        _ledger.Begin(new AssignedPartition("in", 0, 1));
        _ledger.Delivered(batch);
        Assert.Equal([(1, 3L)], _stored);
    }

    [Fact]
    public void Committed_transaction_stores_the_offsets_of_current_assignments_only()
    {
        var third = new AssignedPartition("in", 2, 0);
        _ledger.Begin(third);
        Entered((_first, 4), (third, 1));
        Entered((_first, 9), (_second, 3));
        Entered((_first, 20));
        _ledger.End(third);
        _ledger.Delivered([new OffsetWatermark(_first, 10), new OffsetWatermark(_second, 4), new OffsetWatermark(third, 2)]);
        Assert.Equal([(0, 10L), (1, 4L)], _stored);
        Assert.True(_ledger.IsDelivered([_second, third]));
        Assert.False(_ledger.IsDelivered([_first]));
        _ledger.Delivered([new OffsetWatermark(_first, 21)]);
        Assert.True(_ledger.IsDelivered([_first]));
    }

    [Fact]
    public async Task Wait_for_delivery_ends_with_the_last_delivery_of_the_awaited_partitions()
    {
        var batch = Entered((_first, 4));
        Entered((_second, 4));
        var waiting = Task.Run(() => _ledger.WaitUntilDelivered([_first], TimeSpan.FromMinutes(1), TimeProvider.System, CancellationToken.None));
        _ledger.Delivered(batch);
        Assert.True(await waiting);
        Assert.False(_ledger.WaitUntilDelivered([_second], TimeSpan.Zero, TimeProvider.System, CancellationToken.None));
        Assert.False(_ledger.WaitUntilDelivered([_second], TimeSpan.FromMinutes(1), TimeProvider.System, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Stored_offset_never_passes_an_undelivered_batch_in_any_delivery_order()
    {
        Prop.ForAll(Gen.Shuffle(Enumerable.Range(0, 12).ToArray()).ToArbitrary(), order =>
            {
                var stored = new List<long>();
                var ledger = new OffsetLedger((_, offset) => stored.Add(offset));
                var origin = new AssignedPartition("in", 0, 0);
                ledger.Begin(origin);
                var batches = Enumerable.Range(0, order.Length).Select(i => Batch((origin, 10 * i))).ToArray();
                foreach (var batch in batches)
                    ledger.Enter(batch);
                var delivered = new HashSet<int>();
                foreach (var next in order)
                {
                    ledger.Delivered(batches[next]);
                    delivered.Add(next);
                    var unbroken = Enumerable.Range(0, order.Length).TakeWhile(delivered.Contains).Count();
                    var expected = unbroken == 0 ? 0 : (10 * (unbroken - 1)) + 1;
                    if (stored.LastOrDefault() != expected)
                        return false;
                }

                return stored.SequenceEqual(stored.Order());
            })
            .QuickCheckThrowOnFailure();
    }

    private LiftBatch Entered(params (AssignedPartition Origin, long Offset)[] records)
    {
        var batch = Batch(records);
        _ledger.Enter(batch);
        return batch;
    }

    private static LiftBatch Batch(params (AssignedPartition Origin, long Offset)[] records)
    {
        var batch = new LiftBatch(1, 34);
        foreach (var (origin, offset) in records)
            batch.Add(origin, offset, 0);
        return batch;
    }
}
