using Confluent.Kafka;
using FsCheck;
using FsCheck.Fluent;
using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Stage;
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
        Assert.Equal([new OffsetWatermark(_first, 6), new OffsetWatermark(_second, 8)], _transaction.EndOffsets);
        Assert.Equal(2, _transaction.Counts.Frames);
        Assert.Equal([KeyValuePair.Create(Rejection.Tombstone, 1)], _transaction.Counts.Rejected);
        Assert.Equal([4L, 5L], _transaction.Counts.Captured);
    }

    [Fact]
    public void Open_transaction_is_superseded_when_a_partition_with_records_in_it_is_lost()
    {
        _transaction.Begin(0);
        _transaction.Add(Batch((_first, 4, Rejection.None), (_second, 7, Rejection.None)));
        Assert.False(_transaction.IsSuperseded);
        _second.Revoke();
        Assert.True(_transaction.IsSuperseded);
    }

    [Fact]
    public void Open_transaction_leaves_out_records_of_an_ended_assignment()
    {
        _first.Revoke();
        _transaction.Begin(0);
        _transaction.Add(Batch((_first, 4, Rejection.None), (_second, 7, Rejection.None)));
        Assert.Equal([new OffsetWatermark(_second, 8)], _transaction.EndOffsets);
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
        Assert.Equal(1, _transaction.Counts.Frames);
        Assert.Equal([15L], _transaction.Counts.Captured);
        Assert.Equal([("cam-1", 1)], _transaction.Counts.Late?.Read());
        Assert.Equal([new OffsetWatermark(_first, 6)], _transaction.EndOffsets);
        _transaction.Clear();
        Assert.Null(_transaction.Counts.Late);
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
        Assert.Empty(_transaction.EndOffsets);
        Assert.Equal(0, _transaction.Counts.Frames);
    }

    /// <summary>Reading goes on or starts again anywhere: what is committed is never past a record that went into no committed transaction.</summary>
    [Fact]
    public void Transactions_commit_each_record_exactly_once_however_they_commit_and_abort()
    {
        Prop.ForAll(Gen.Choose(0, 9).ListOf(60).ToArbitrary(), steps =>
            {
                var (committed, position, output) = (0L, 0L, new List<long>());
                var (transaction, pending, partition) = (new OpenTransaction(), new List<long>(), new AssignedPartition("in", 0, 0));
                foreach (var step in steps.Append(9))
                {
                    if (step < 7)
                    {
                        transaction.Begin(0);
                        transaction.Add(Batch((partition, position, Rejection.None)));
                        pending.Add(position++);
                        continue;
                    }

                    if (step == 7)
                        partition.Revoke(); // lost, or a transaction aborted: read again under a new assignment
                    if (!transaction.IsSuperseded && transaction.EndOffsets.SingleOrDefault() is { Partition: not null } mark)
                    {
                        output.AddRange(pending);
                        committed = mark.NextOffset;
                    }

                    (position, partition) = (committed, partition.IsRevoked ? new AssignedPartition("in", 0, partition.Generation + 1) : partition);
                    pending.Clear();
                    transaction.Clear();
                }

                return output.SequenceEqual(Enumerable.Range(0, (int)committed).Select(i => (long)i));
            })
            .QuickCheckThrowOnFailure();
    }

    private static LiftBatch Batch(params (AssignedPartition Partition, long Offset, Rejection Rejection)[] records)
    {
        var batch = new LiftBatch(1, 34);
        foreach (var (partition, offset, rejection) in records)
        {
            ref var record = ref batch.Add(partition, offset, 0);
            record.Rejection = rejection;
            if (rejection == Rejection.None)
                batch.AddFrame("cam-1"u8, offset, offset);
        }

        return batch;
    }
}
