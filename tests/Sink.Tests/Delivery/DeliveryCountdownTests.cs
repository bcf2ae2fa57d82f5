using Confluent.Kafka;
using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Stage;
using StreamLift.Sink.Delivery;

namespace StreamLift.Sink.Tests.Delivery;

public sealed class DeliveryCountdownTests
{
    private readonly List<RecordBatch> _delivered = [];
    private readonly List<Error> _failed = [];
    private readonly LiftBatch _batch = new(1, 34);
    private readonly DeliveryCountdown _countdown;
    private bool _isDoneWith;

    public DeliveryCountdownTests() => _countdown = new DeliveryCountdown(countdown => _delivered.Add(countdown.Detach()), Failed);

    [Fact]
    public void Delivery_report_before_the_last_record_is_sent_does_not_complete_the_batch()
    {
        _countdown.Open(_batch);
        _countdown.AddPending();
        _countdown.Report(null);
        Assert.Empty(_delivered);
        _countdown.AddPending();
        _countdown.Close();
        Assert.Empty(_delivered);
        _countdown.Report(new Error(ErrorCode.NoError));
        Assert.Equal([_batch], _delivered);
    }

    [Fact]
    public void Batch_with_a_failed_record_never_counts_as_delivered()
    {
        _countdown.Open(_batch);
        _countdown.AddPending();
        _countdown.Close();
        _countdown.Report(new Error(ErrorCode.TopicAuthorizationFailed));
        Assert.Empty(_delivered);
        Assert.Equal(ErrorCode.TopicAuthorizationFailed, Assert.Single(_failed).Code);
    }

    [Fact]
    public void Batch_with_a_failed_record_that_was_handled_counts_as_delivered()
    {
        _isDoneWith = true;
        _countdown.Open(_batch);
        _countdown.AddPending();
        _countdown.Close();
        _countdown.Report(new Error(ErrorCode.Local_PurgeQueue));
        Assert.Equal([_batch], _delivered);
        Assert.Single(_failed);
    }

    [Fact]
    public void Reports_of_several_records_at_once_count_each_of_them()
    {
        _isDoneWith = true;
        _countdown.Open(_batch);
        for (var i = 0; i < 5; i++)
            _countdown.AddPending();
        _countdown.Close();
        _countdown.Report(null, 2);
        _countdown.Report(new Error(ErrorCode.Local_PurgeQueue), 2);
        Assert.Empty(_delivered);
        Assert.Equal(2, _failed.Count);
        _countdown.Report(null, 1);
        Assert.Equal([_batch], _delivered);
    }

    [Fact]
    public void A_batch_without_records_is_delivered_when_it_is_closed()
    {
        _countdown.Open(_batch);
        _countdown.Close();
        Assert.Equal([_batch], _delivered);
    }

    private bool Failed(Error error)
    {
        _failed.Add(error);
        return _isDoneWith;
    }
}
