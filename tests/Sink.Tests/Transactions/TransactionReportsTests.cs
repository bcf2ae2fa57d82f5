using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Sink.Delivery;
using StreamLift.Sink.Transactions;

namespace StreamLift.Sink.Tests.Transactions;

public sealed class TransactionReportsTests
{
    private readonly OpenTransaction _transaction = new();
    private readonly TransactionReports _reports;
    private readonly AssignedPartition _origin = new("in", 1, 0);

    public TransactionReportsTests() => _reports = new TransactionReports(_transaction, null!); // the lane's parts are for batches that go back

    [Fact]
    public void Record_refused_as_too_large_is_remembered_until_its_own_offset_is_committed()
    {
        Refuse(_origin, 150);
        Assert.True(WasTooLarge(_origin, 150));

        _reports.Committed([new OffsetWatermark(_origin, 150)]); // what came before it
        _reports.Committed([new OffsetWatermark(new AssignedPartition("in", 2, 0), 1000), new OffsetWatermark(new AssignedPartition("other", 1, 0), 1000)]);
        Assert.True(WasTooLarge(_origin, 150));

        _reports.Committed([new OffsetWatermark(_origin, 151)]);
        Assert.False(WasTooLarge(_origin, 150));
    }

    [Fact]
    public void Refusals_of_a_too_large_record_are_counted()
    {
        Refuse(_origin, 150);
        Refuse(_origin, 150);
        Assert.Equal(2, _reports.RejectionCount(new InputRecord { Partition = _origin, Offset = 150 }));
    }

    [Fact]
    public void Record_refused_as_too_large_is_remembered_across_a_reassignment()
    {
        Refuse(_origin, 150);
        Assert.True(WasTooLarge(new AssignedPartition("in", 1, 1), 150));
    }

    private void Refuse(AssignedPartition origin, long offset)
    {
        var tally = new DeliveryCountdown(_ => { }, _ => true);
        tally.Open(new LiftBatch(1, 34));
        tally.AddPending();
        _reports.OnTooLarge(origin, offset, tally, () => Assert.Fail("the next transaction sends what goes instead"));
    }

    private bool WasTooLarge(AssignedPartition origin, long offset) => _reports.RejectionCount(new InputRecord { Partition = origin, Offset = offset }) > 0;
}
