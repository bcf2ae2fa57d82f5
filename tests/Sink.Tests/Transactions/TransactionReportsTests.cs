using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Stage;
using StreamLift.Sink.Delivery;
using StreamLift.Sink.Transactions;

namespace StreamLift.Sink.Tests.Transactions;

public sealed class TransactionReportsTests
{
    private readonly OpenTransaction _transaction = new();
    private readonly TransactionReports _reports;
    private readonly AssignedPartition _partition = new("in", 1, 0);

    public TransactionReportsTests() => _reports = new TransactionReports(_transaction, null!); // the context is for batches that are returned

    [Fact]
    public void Record_refused_as_too_large_is_remembered_until_its_own_offset_is_committed()
    {
        Refuse(_partition, 150);
        Assert.True(WasTooLarge(_partition, 150));

        _reports.Committed([new OffsetWatermark(_partition, 150)]); // what came before it
        _reports.Committed([new OffsetWatermark(new AssignedPartition("in", 2, 0), 1000), new OffsetWatermark(new AssignedPartition("other", 1, 0), 1000)]);
        Assert.True(WasTooLarge(_partition, 150));

        _reports.Committed([new OffsetWatermark(_partition, 151)]);
        Assert.False(WasTooLarge(_partition, 150));
    }

    [Fact]
    public void Refusals_of_a_too_large_record_are_counted()
    {
        Refuse(_partition, 150);
        Refuse(_partition, 150);
        Assert.Equal(2, _reports.RejectionCount(new InputRecord { Partition = _partition, Offset = 150 }));
    }

    [Fact]
    public void Record_refused_as_too_large_is_remembered_across_a_reassignment()
    {
        Refuse(_partition, 150);
        Assert.True(WasTooLarge(new AssignedPartition("in", 1, 1), 150));
    }

    private void Refuse(AssignedPartition partition, long offset)
    {
        var countdown = new DeliveryCountdown(_ => { }, _ => true);
        countdown.Open(new LiftBatch(1, 34));
        countdown.AddPending();
        _reports.OnTooLarge(partition, offset, countdown, () => Assert.Fail("the next transaction sends what goes instead"));
    }

    private bool WasTooLarge(AssignedPartition partition, long offset) =>
        _reports.RejectionCount(new InputRecord { Partition = partition, Offset = offset }) > 0;
}
