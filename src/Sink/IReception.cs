using StreamLift.Lifter;

namespace StreamLift.Sink;

/// <summary>How the broker takes records, and what follows from a refusal: each guarantee's own affair.</summary>
internal interface IReception
{
    /// <summary>Whether sending more is pointless: what has been sent has failed.</summary>
    bool HasFailed { get; }

    /// <summary>How often the broker has found what was sent for this record too large.</summary>
    int Refusals(in Arrival arrival);

    /// <summary>A dead letter goes for a record whose poses are too large: it no longer counts as lifted.</summary>
    void Rejected(LiftBatch batch, int index);

    /// <summary>The broker finds what was sent for a record too large. On the client's thread.</summary>
    /// <param name="origin">The assignment the input was read under.</param>
    /// <param name="offset">The input's offset.</param>
    /// <param name="tally">Counts its batch; the record is still expected.</param>
    /// <param name="sendSmaller">Sends less in its place.</param>
    void TooLarge(Origin origin, long offset, DeliveryTally tally, Action sendSmaller);
}
