using Confluent.Kafka;
using StreamLift.Sink.Transactions;

namespace StreamLift.Sink.Tests.Transactions;

public sealed class RecoveryTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private readonly TransactionErrorClassifier _recovery = new(Timeout);

    [Theory]
    [InlineData(ErrorCode.IllegalGeneration, nameof(TransactionAction.Abort))] // the group has changed: who reads on is known to the broker
    [InlineData(ErrorCode.StaleMemberEpoch, nameof(TransactionAction.Abort))]
    [InlineData(ErrorCode.UnknownMemberId, nameof(TransactionAction.Abort))]
    [InlineData(ErrorCode.FencedInstanceId, nameof(TransactionAction.Abort))] // its own new membership; another process would have fenced the producer
    [InlineData(ErrorCode.NotEnoughReplicas, nameof(TransactionAction.Abort))]
    [InlineData(ErrorCode.Local_Inconsistent, nameof(TransactionAction.Abort))]
    [InlineData(ErrorCode.Local_TimedOut, nameof(TransactionAction.Renew))] // the answer is missing
    [InlineData(ErrorCode.Local_MsgTimedOut, nameof(TransactionAction.Renew))]
    [InlineData(ErrorCode.Local_State, nameof(TransactionAction.Abort))] // the transaction is spoilt already: the abort fails where that isn't all
    [InlineData(ErrorCode.InvalidProducerIdMapping, nameof(TransactionAction.Renew))]
    [InlineData(ErrorCode.TopicAuthorizationFailed, nameof(TransactionAction.End))]
    [InlineData(ErrorCode.TransactionalIdAuthorizationFailed, nameof(TransactionAction.End))]
    [InlineData(ErrorCode.UnknownTopicOrPart, nameof(TransactionAction.End))]
    [InlineData(ErrorCode.MsgSizeTooLarge, nameof(TransactionAction.End))]
    [InlineData(ErrorCode.InvalidTransactionTimeout, nameof(TransactionAction.End))]
    public void Transaction_error_is_answered_by_abort_renew_or_end(ErrorCode code, string remedy) =>
        Assert.Equal(remedy, _recovery.For(new Error(code), TimeSpan.FromMilliseconds(50)).ToString());

    [Theory]
    [InlineData(ErrorCode.Local_Fenced)]
    [InlineData(ErrorCode.ProducerFenced)]
    [InlineData(ErrorCode.InvalidProducerEpoch)]
    public void Fenced_producer_ends_within_the_transaction_timeout_and_is_renewed_after_it(ErrorCode code)
    {
        Assert.Equal(TransactionAction.End, _recovery.For(new Error(code, "fenced", isFatal: true), Timeout - TimeSpan.FromMilliseconds(1)));
        Assert.Equal(TransactionAction.Renew, _recovery.For(new Error(code, "fenced", isFatal: true), Timeout));
    }

    [Fact]
    public void Repeated_aborts_without_a_commit_end_the_run_and_timeouts_are_retried()
    {
        for (var i = 0; i < 1000; i++)
            Assert.Equal(TransactionAction.Renew, _recovery.For(new Error(ErrorCode.Local_TimedOut), TimeSpan.Zero));
        var remedies = Enumerable.Range(0, 30).Select(_ => _recovery.For(new Error(ErrorCode.Unknown), TimeSpan.Zero)).ToList();
        Assert.All(remedies[..^1], remedy => Assert.Equal(TransactionAction.Abort, remedy));
        Assert.Equal(TransactionAction.End, remedies[^1]);
        _recovery.Succeeded();
        Assert.Equal(TransactionAction.Abort, _recovery.For(new Error(ErrorCode.Unknown), TimeSpan.Zero));
    }

    [Fact]
    public void Transaction_recovery_retries_at_once_then_with_growing_pauses_up_to_a_second()
    {
        var pauses = new List<TimeSpan>();
        for (var i = 0; i < 20; i++)
        {
            _recovery.For(new Error(ErrorCode.Local_TimedOut), TimeSpan.Zero);
            pauses.Add(_recovery.Pause);
        }

        Assert.Equal(TimeSpan.Zero, pauses[0]);
        Assert.Equal(pauses.Order(), pauses);
        Assert.Equal(TimeSpan.FromSeconds(1), pauses[^1]);
        _recovery.Succeeded();
        Assert.Equal(TimeSpan.Zero, _recovery.Pause);
    }
}
