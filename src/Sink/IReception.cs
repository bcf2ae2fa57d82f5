using Confluent.Kafka;
using StreamLift.Lifter;

namespace StreamLift.Sink;

/// <summary>How the broker takes records, and what follows from a refusal: each guarantee's own affair.</summary>
internal interface IReception
{
    /// <summary>Whether sending more is pointless: what has been sent has failed.</summary>
    bool HasFailed { get; }

    /// <summary>Whether the broker has found this record's output too large before.</summary>
    bool WasTooLarge(in Arrival arrival);

    /// <summary>The broker finds a record too large. On the client's thread.</summary>
    /// <param name="origin">The assignment the input was read under.</param>
    /// <param name="offset">The input's offset.</param>
    /// <param name="smaller">The dead letter that goes instead.</param>
    /// <param name="tally">Counts its batch; the record is still expected.</param>
    void TooLarge(Origin origin, long offset, Message<byte[]?, byte[]?> smaller, DeliveryTally tally);
}
