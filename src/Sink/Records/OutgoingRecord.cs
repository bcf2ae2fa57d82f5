using Confluent.Kafka;
using StreamLift.Lanes;
using StreamLift.Sink.Delivery;

namespace StreamLift.Sink.Records;

/// <summary>An encoded output record that waits to be sent, and the input record that it was made from. Reused.</summary>
internal sealed class OutgoingRecord
{
    /// <summary>The record; the client takes its parts within Produce.</summary>
    public Message<byte[]?, byte[]?> Message { get; } = new();

    /// <summary>The input record's batch.</summary>
    public RecordBatch? Batch { get; set; }

    /// <summary>The input record's index in the batch.</summary>
    public int Index { get; set; }

    /// <summary>Counts the batch's delivery reports.</summary>
    public DeliveryCountdown? Countdown { get; set; }

    /// <summary>Releases everything.</summary>
    public void Clear()
    {
        (Batch, Countdown) = (null, null);
        (Message.Value, Message.Key, Message.Headers) = (null, null, null);
    }
}
