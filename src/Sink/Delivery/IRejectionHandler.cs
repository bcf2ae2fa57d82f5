using StreamLift.Lanes;

namespace StreamLift.Sink.Delivery;

/// <summary>What follows when the broker rejects a record: each guarantee's own rule.</summary>
internal interface IRejectionHandler
{
    /// <summary>Whether sending more is pointless: what has been sent has failed.</summary>
    bool HasFailed { get; }

    /// <summary>How often the broker has found what was sent for this input record too large.</summary>
    int RejectionCount(in InputRecord record);

    /// <summary>A dead letter is sent for a good record whose output is too large: it no longer counts as good.</summary>
    void OnDeadLettered(RecordBatch batch, int index);

    /// <summary>The broker finds what was sent for an input record too large. On the client's thread.</summary>
    /// <param name="partition">The assignment under which the input was read.</param>
    /// <param name="offset">The input's offset.</param>
    /// <param name="countdown">Its batch's; the record is still pending.</param>
    /// <param name="sendSmaller">Sends less in its place.</param>
    void OnTooLarge(AssignedPartition partition, long offset, DeliveryCountdown countdown, Action sendSmaller);
}
