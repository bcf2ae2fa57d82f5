using StreamLift.Lifter;
using StreamLift.Lifter.Batches;

namespace StreamLift.Sink.Delivery;

/// <summary>How the broker takes records, and what follows from a refusal: each guarantee's own affair.</summary>
internal interface IRejectionHandler
{
    /// <summary>Whether sending more is pointless: what has been sent has failed.</summary>
    bool HasFailed { get; }

    /// <summary>How often the broker has found what was sent for this record too large.</summary>
    int RejectionCount(in InputRecord arrival);

    /// <summary>A dead letter goes for a record whose poses are too large: it no longer counts as lifted.</summary>
    void OnDeadLettered(LiftBatch batch, int index);

    /// <summary>The broker finds what was sent for a record too large. On the client's thread.</summary>
    /// <param name="origin">The assignment the input was read under.</param>
    /// <param name="offset">The input's offset.</param>
    /// <param name="tally">Counts its batch; the record is still expected.</param>
    /// <param name="sendSmaller">Sends less in its place.</param>
    void OnTooLarge(AssignedPartition origin, long offset, DeliveryCountdown tally, Action sendSmaller);
}
