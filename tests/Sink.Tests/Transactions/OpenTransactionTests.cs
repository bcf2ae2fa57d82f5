using Confluent.Kafka;
using FsCheck;
using FsCheck.Fluent;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Sink.Transactions;
using StreamLift.Wire;

namespace StreamLift.Sink.Tests.Transactions;

public sealed class OpenTransactionTests
{
    private readonly OpenTransaction _transaction = new();
    private readonly AssignedPartition _first = new("in", 0, 0);
    private readonly AssignedPartition _second = new("in", 1, 0);

    [Fact]
    public void Open_transaction_reaches_to_the_last_batch_of_each_partition_and_counts_frames()
    {
        _transaction.Begin(0);
        _transaction.Add(Batch((_first, 4, Rejection.None), (_second, 7, Rejection.Tombstone)));
        _transaction.Add(Batch((_first, 5, Rejection.None)));
        Assert.Equal([new OffsetWatermark(_first, 6), new OffsetWatermark(_second, 8)], _transaction.Marks);
        Assert.Equal(2, _transaction.Frames);
        Assert.Equal([KeyValuePair.Create(Rejection.Tombstone, 1)], _transaction.Rejected);
        Assert.Equal([4L, 5L], _transaction.Captured);
    }

    [Fact]
    public void Open_transaction_is_superseded_when_a_partition_with_records_in_it_is_lost()
    {
        _transaction.Begin(0);
        _transaction.Add(Batch((_first, 4, Rejection.None), (_second, 7, Rejection.None)));
        Assert.False(_transaction.IsSuperseded);
        _second.End();
        Assert.True(_transaction.IsSuperseded);
    }

    [Fact]
    public void Open_transaction_leaves_out_records_of_an_ended_assignment()
    {
        _first.End();
        _transaction.Begin(0);
        _transaction.Add(Batch((_first, 4, Rejection.None), (_second, 7, Rejection.None)));
        Assert.Equal([new OffsetWatermark(_second, 8)], _transaction.Marks);
        Assert.False(_transaction.IsSuperseded);
    }

    [Fact]
    public void Open_transaction_takes_late_frames_by_their_offsets_only_and_counts_them()
    {
        var batch = new LiftBatch(1, 34);
        batch.Add(_first, 4, 0);
        batch.AddFrame("cam-1"u8, 0, 5, oldest: 10);
        batch.Add(_first, 5, 0);
        batch.AddFrame("cam-1"u8, 1, 15, oldest: 10);
        _transaction.Begin(0);
        _transaction.Add(batch);
        Assert.Equal(1, _transaction.Frames);
        Assert.Equal([15L], _transaction.Captured);
        Assert.Equal([("cam-1", 1)], _transaction.Skipped.Read());
        Assert.Equal([new OffsetWatermark(_first, 6)], _transaction.Marks);
        _transaction.Clear();
        Assert.Empty(_transaction.Skipped.Read());
    }

    [Fact]
    public void Open_transaction_keeps_its_first_failure_and_passes_nothing_on_to_the_next()
    {
        _transaction.Begin(0);
        _transaction.Add(Batch((_first, 4, Rejection.None)));
        _transaction.Fail(new Error(ErrorCode.Local_MsgTimedOut));
        _transaction.Fail(new Error(ErrorCode.Local_PurgeQueue));
        Assert.Equal(ErrorCode.Local_MsgTimedOut, _transaction.Failure!.Code);
        _transaction.Clear();
        Assert.False(_transaction.IsOpen);
        Assert.Null(_transaction.Failure);
        Assert.Empty(_transaction.Marks);
        Assert.Equal(0, _transaction.Frames);
    }

    /// <summary>Reading goes on or starts again anywhere: what is committed is never past a record that went into no committed transaction.</summary>
    [Fact]
    public void Transactions_commit_each_record_exactly_once_however_they_commit_and_abort()
    {
        Prop.ForAll(Gen.Choose(0, 9).ListOf(60).ToArbitrary(), steps =>
            {
                var (committed, position, output) = (0L, 0L, new List<long>());
                var (transaction, pending, origin) = (new OpenTransaction(), new List<long>(), new AssignedPartition("in", 0, 0));
                foreach (var step in steps.Append(9))
                {
                    if (step < 7)
                    {
                        transaction.Begin(0);
                        transaction.Add(Batch((origin, position, Rejection.None)));
                        pending.Add(position++);
                        continue;
                    }

                    if (step == 7)
                        origin.End(); // lost, or a transaction aborted: read again under a new assignment
                    if (!transaction.IsSuperseded && transaction.Marks.SingleOrDefault() is { Partition: not null } mark)
                    {
                        output.AddRange(pending);
                        committed = mark.NextOffset;
                    }

                    (position, origin) = (committed, origin.IsRevoked ? new AssignedPartition("in", 0, origin.Generation + 1) : origin);
                    pending.Clear();
                    transaction.Clear();
                }

                return output.SequenceEqual(Enumerable.Range(0, (int)committed).Select(i => (long)i));
            })
            .QuickCheckThrowOnFailure();
    }

    private static LiftBatch Batch(params (AssignedPartition Origin, long Offset, Rejection Rejection)[] records)
    {
        var batch = new LiftBatch(1, 34);
        foreach (var (origin, offset, rejection) in records)
        {
            ref var arrival = ref batch.Add(origin, offset, 0);
            arrival.Rejection = rejection;
            if (rejection == Rejection.None)
                batch.AddFrame("cam-1"u8, offset, offset);
        }

        return batch;
    }
}
