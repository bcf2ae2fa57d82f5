namespace StreamLift.Sink.Transactions;

/// <summary>What to do about a transaction that can't be committed.</summary>
internal enum Remedy
{
    /// <summary>Abort it; the producer is good for the next.</summary>
    Abort,

    /// <summary>Throw the producer away and make a new one: only that tells what has become of the transaction.</summary>
    Renew,

    /// <summary>End the process: no next transaction will fare better, or somebody else is at it.</summary>
    End,
}
