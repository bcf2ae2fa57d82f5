using Confluent.Kafka;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Sink.Delivery;

namespace StreamLift.Sink.Records;

/// <summary>An encoded pose record that waits to set out, and what it was made from. Used again and again.</summary>
internal sealed class OutgoingRecord
{
    /// <summary>The record; the client takes its parts within Produce.</summary>
    public Message<byte[]?, byte[]?> Message { get; } = new();

    /// <summary>The batch it belongs to.</summary>
    public LiftBatch? Batch { get; set; }

    /// <summary>Its place in the batch.</summary>
    public int Index { get; set; }

    /// <summary>Counts the batch's records.</summary>
    public DeliveryCountdown? Tally { get; set; }

    /// <summary>Lets go of everything.</summary>
    public void Clear()
    {
        (Batch, Tally) = (null, null);
        (Message.Value, Message.Key, Message.Headers) = (null, null, null);
    }
}
