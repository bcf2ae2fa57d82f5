using Confluent.Kafka;

namespace StreamLift.Sink.Transactions;

/// <summary>Decides what follows from a transaction's error, and how long to wait before the next attempt.</summary>
/// <param name="transactionTimeout">After this time the broker aborts a transaction by itself, and tells its producer that it is fenced.</param>
internal sealed class TransactionErrorClassifier(TimeSpan transactionTimeout)
{
    // each costs at most a second: a fault that lasts through this many aborts is permanent
    private const int Hopeless = 30;

    private int _inARow;
    private int _aborts;

    /// <summary>How long to wait before the next attempt: nothing the first time, one second at most.</summary>
    public TimeSpan Pause => _inARow <= 1 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Min(1000, 5 << Math.Min(_inARow, 10)));

    /// <summary>Waits for <see cref="Pause"/>.</summary>
    public void Wait(TimeProvider clock) => Task.Delay(Pause, clock).Wait();

    /// <summary>A transaction has been committed.</summary>
    public void Succeeded() => _inARow = _aborts = 0;

    /// <summary>What to do.</summary>
    /// <param name="error">The error.</param>
    /// <param name="open">How long the transaction had been open.</param>
    public TransactionAction For(Error error, TimeSpan open)
    {
        var action = Of(error, open);
        _inARow++;
        return action == TransactionAction.Abort && ++_aborts >= Hopeless ? TransactionAction.End : action;
    }

    /// <summary>Whether another producer uses the same transactional id.</summary>
    public static bool IsFenced(Error error) => error.Code is ErrorCode.Local_Fenced or ErrorCode.ProducerFenced or ErrorCode.InvalidProducerEpoch;

    private TransactionAction Of(Error error, TimeSpan open) =>
        error.Code switch
        {
            ErrorCode.TopicAuthorizationFailed
            or ErrorCode.GroupAuthorizationFailed
            or ErrorCode.ClusterAuthorizationFailed
            or ErrorCode.TransactionalIdAuthorizationFailed
            or ErrorCode.SaslAuthenticationFailed
            or ErrorCode.Local_Authentication
            or ErrorCode.UnsupportedSaslMechanism
            or ErrorCode.UnknownTopicOrPart
            or ErrorCode.Local_UnknownTopic
            or ErrorCode.Local_UnknownPartition
            or ErrorCode.TopicException
            or ErrorCode.MsgSizeTooLarge
            or ErrorCode.RecordListTooLarge
            or ErrorCode.InvalidRecord
            or ErrorCode.InvalidMsg
            or ErrorCode.PolicyViolation
            or ErrorCode.InvalidTransactionTimeout
            or ErrorCode.UnsupportedVersion
            or ErrorCode.UnsupportedForMessageFormat
            or ErrorCode.Local_UnsupportedFeature
            or ErrorCode.InvalidGroupId => TransactionAction.End,
            // the broker no longer knows the producer: after a long pause, or because it ended the transaction itself
            ErrorCode.InvalidProducerIdMapping or ErrorCode.UnknownProducerId or ErrorCode.InvalidTxnState => TransactionAction.Renew,
            // The offsets were refused, not the producer: the group knows the instance id under another member id than the one they were sent with. Mostly it
            // is this process's own new member id, since it lost its membership, or got it back, while the offsets were on their way. Another process with the
            // instance id would have fenced the producer as well, and the abort reports that.
            ErrorCode.FencedInstanceId => TransactionAction.Abort,
            // A record's report, like the next send, says no more than that; the abort will. If the producer were replaced at once, the report with the reason
            // (a record too large) could be lost, and the same would happen again.
            ErrorCode.Local_Fatal or ErrorCode.Local_State => TransactionAction.Abort,
            _ when error.IsFatal || IsFenced(error) => open >= transactionTimeout ? TransactionAction.Renew : TransactionAction.End,
            // no answer: the transaction may have been committed, or may still be
            ErrorCode.Local_TimedOut
            or ErrorCode.Local_TimedOutQueue
            or ErrorCode.Local_MsgTimedOut
            or ErrorCode.RequestTimedOut
            or ErrorCode.Local_Transport
            or ErrorCode.Local_AllBrokersDown
            or ErrorCode.Local_Fail => TransactionAction.Renew,
            _ => TransactionAction.Abort,
        };
}

/// <summary>What to do about a transaction that can't be committed.</summary>
internal enum TransactionAction
{
    /// <summary>Abort it; the producer can begin the next.</summary>
    Abort,

    /// <summary>Replace the producer: only a new one finds out how the transaction has ended.</summary>
    Renew,

    /// <summary>End the process: the next transaction would fail as well, or another process has taken over.</summary>
    End,
}
