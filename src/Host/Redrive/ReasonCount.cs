namespace StreamLift.Host.Redrive;

/// <summary>How many letters of a reason there were, and what became of them.</summary>
internal sealed class ReasonCount
{
    /// <summary>Letters that were not sent before. One that is there twice counts once.</summary>
    public long DeadLetters { get; set; }

    /// <summary>Those the broker has now.</summary>
    public long Sent { get; set; }

    /// <summary>Those whose body the dead-letter topic didn't take: there is nothing to send.</summary>
    public long Omitted { get; set; }

    /// <summary>Those left for the next redrive.</summary>
    public long Remaining => DeadLetters - Sent - Omitted;

    public static ReasonCount operator +(ReasonCount one, ReasonCount other) =>
        new()
        {
            DeadLetters = one.DeadLetters + other.DeadLetters,
            Sent = one.Sent + other.Sent,
            Omitted = one.Omitted + other.Omitted,
        };
}
