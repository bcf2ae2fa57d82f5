using Confluent.Kafka;

namespace StreamLift.Sink.Transactions;

/// <summary>Which remedy helps against which error, and how long to wait before the next attempt.</summary>
/// <param name="transactionTimeout">After so long the broker aborts a transaction by itself, and tells its producer that it is fenced.</param>
internal sealed class TransactionErrorClassifier(TimeSpan transactionTimeout)
{
    // each costs at most a second: a fault that has outlived this many aborts is not going to pass
    private const int Hopeless = 30;

    private int _inARow;
    private int _aborts;

    /// <summary>How long to wait before the next attempt: not at all the first time, a second at most.</summary>
    public TimeSpan Pause => _inARow <= 1 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Min(1000, 5 << Math.Min(_inARow, 10)));

    /// <summary>Waits that long.</summary>
    public void Wait(TimeProvider clock) => Task.Delay(Pause, clock).Wait();

    /// <summary>A transaction has been committed.</summary>
    public void Succeeded() => _inARow = _aborts = 0;

    /// <summary>The remedy.</summary>
    /// <param name="error">What was said.</param>
    /// <param name="open">How long the transaction had been open.</param>
    public TransactionAction For(Error error, TimeSpan open)
    {
        var remedy = Of(error, open);
        _inARow++;
        return remedy == TransactionAction.Abort && ++_aborts >= Hopeless ? TransactionAction.End : remedy;
    }

    /// <summary>Whether somebody else has begun to use the same transactional id.</summary>
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
            // the broker has forgotten the producer: after a long silence, or because it ended the transaction itself
            ErrorCode.InvalidProducerIdMapping or ErrorCode.UnknownProducerId or ErrorCode.InvalidTxnState => TransactionAction.Renew,
            // The offsets were refused, not the producer: the group knows the name under another number than the one they were sent with. Mostly
            // it is this process's own new one, for the group had given the old one up, or taken it in again, while they were under way. Another
            // process of the name would have fenced the producer as well, and the abort says so.
            ErrorCode.FencedInstanceId => TransactionAction.Abort,
            // A record's report, or whoever sends the next one, learns no more than that; the abort will. Were the producer thrown away at once, the
            // report that says why (a record too large) could be lost with it, and the same would happen again.
            ErrorCode.Local_Fatal or ErrorCode.Local_State => TransactionAction.Abort,
            _ when error.IsFatal || IsFenced(error) => open >= transactionTimeout ? TransactionAction.Renew : TransactionAction.End,
            // the answer is missing: the transaction may have been committed, or will be yet
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
    /// <summary>Abort it; the producer is good for the next.</summary>
    Abort,

    /// <summary>Throw the producer away and make a new one: only that tells what has become of the transaction.</summary>
    Renew,

    /// <summary>End the process: no next transaction will fare better, or somebody else is at it.</summary>
    End,
}
