namespace StreamLift.Host.Redrive;

/// <summary>Counts the dead letters of one reason.</summary>
internal sealed class ReasonCount
{
    /// <summary>Dead letters that were not sent before. Duplicates count once.</summary>
    public long DeadLetters { get; set; }

    /// <summary>Acknowledged by the broker.</summary>
    public long Sent { get; set; }

    /// <summary>Without a body, because the dead-letter topic did not accept it: there is nothing to send.</summary>
    public long Omitted { get; set; }

    /// <summary>Remaining for the next redrive.</summary>
    public long Remaining => DeadLetters - Sent - Omitted;

    public static ReasonCount operator +(ReasonCount one, ReasonCount other) =>
        new()
        {
            DeadLetters = one.DeadLetters + other.DeadLetters,
            Sent = one.Sent + other.Sent,
            Omitted = one.Omitted + other.Omitted,
        };
}
