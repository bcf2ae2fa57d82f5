namespace StreamLift.Lifter;

/// <summary>The steps of a batch after which <see cref="CrashPoint"/> can end the process.</summary>
public enum CrashStep
{
    /// <summary>None.</summary>
    None,

    /// <summary>Its records are read and in the ledger.</summary>
    Consume,

    /// <summary>Its poses are known.</summary>
    Inference,

    /// <summary>Its records are with the client, not all yet with the broker.</summary>
    Produce,

    /// <summary>The broker has answered for all of its records; nobody has been told.</summary>
    Flush,

    /// <summary>Its offsets are stored in the client (at least once) or sent to the transaction (exactly once), not committed.</summary>
    Offsets,

    /// <summary>The broker has said that a commit is done; nobody has been told.</summary>
    Commit,
}
