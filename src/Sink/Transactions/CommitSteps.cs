namespace StreamLift.Sink.Transactions;

/// <summary>Where the time of a commit goes. Sender only.</summary>
internal sealed class CommitSteps(TimeProvider clock)
{
    private readonly TimeSpan[] _spent = new TimeSpan[Enum.GetValues<CommitStep>().Length];
    private long _last;

    /// <summary>The time that a step has taken.</summary>
    public TimeSpan this[CommitStep step] => _spent[(int)step];

    /// <summary>The time of all steps.</summary>
    public TimeSpan Total => _spent.Aggregate(TimeSpan.Zero, (sum, step) => sum + step);

    /// <summary>A commit begins.</summary>
    public void Begin()
    {
        Array.Clear(_spent);
        _last = clock.GetTimestamp();
    }

    /// <summary>What has passed since the step before was this step.</summary>
    public void Ended(CommitStep step)
    {
        var now = clock.GetTimestamp();
        _spent[(int)step] += clock.GetElapsedTime(_last, now);
        _last = now;
    }
}

/// <summary>The steps of a commit.</summary>
internal enum CommitStep
{
    /// <summary>Everything that is not the Kafka client's.</summary>
    Own,

    /// <summary>Handing over the records that were encoded since the last burst.</summary>
    Records,

    /// <summary>Waiting for the delivery of all records.</summary>
    Flush,

    /// <summary>Sending the offsets, or what was left of it after the flush.</summary>
    Offsets,

    /// <summary>Committing.</summary>
    Commit,
}
