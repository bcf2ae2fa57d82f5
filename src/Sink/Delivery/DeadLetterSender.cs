using Confluent.Kafka;
using StreamLift.Lanes;
using StreamLift.Sink.Client;
using StreamLift.Sink.Records;

namespace StreamLift.Sink.Delivery;

/// <summary>
/// Sends dead letters, made smaller where their topic doesn't take them. One that can't be made smaller and is still too large ends the process: its topic
/// takes nothing.
/// </summary>
internal sealed class DeadLetterSender(SinkOptions options, TopicLimits limits, FirstDeadLetters first, IRejectionHandler rejections, bool isCompressed)
{
    /// <summary>Sends the dead letter of a rejected record. Sender only.</summary>
    /// <param name="letter">The dead letter.</param>
    /// <param name="record">The input record.</param>
    /// <param name="countdown">Its batch's.</param>
    /// <param name="rejectionCount">How often the broker has found it too large: it is made smaller that many times.</param>
    /// <param name="producer">The client.</param>
    public void Send(Message<byte[]?, byte[]?> letter, in InputRecord record, DeliveryCountdown countdown, int rejectionCount, IRecordProducer producer)
    {
        countdown.AddPending();
        try
        {
            Replace(letter, record, countdown, rejectionCount, producer);
        }
        catch
        {
            countdown.Close(); // pending, and not sent: the sender reports the batch as failed
            throw;
        }
    }

    /// <summary>Sends a dead letter in the place of a record that is pending already.</summary>
    public void Replace(Message<byte[]?, byte[]?> letter, in InputRecord record, DeliveryCountdown countdown, int rejectionCount, IRecordProducer producer)
    {
        for (; rejectionCount > 0; rejectionCount--)
            if (!DeadLetter.Shrink(letter))
                throw new KafkaException(TooLarge(letter));
        while (!isCompressed && OutputEnvelope.SizeOf(letter) > limits.DeadLetters && DeadLetter.Shrink(letter)) { }

        first.Report(letter, options.DeadLetters);
        Produce(letter, record.Partition, record.Offset, countdown, producer);
    }

    /// <summary>A receiver of its own for the report of a record that the broker may find too large. Not the hot path.</summary>
    public ReportReceiver ReceiverFor(in InputRecord record, DeliveryCountdown countdown, Action sendSmaller) =>
        ReceiverFor(record.Partition, record.Offset, countdown, sendSmaller);

    private ReportHandler ReceiverFor(AssignedPartition partition, long offset, DeliveryCountdown countdown, Action sendSmaller) =>
        new(error =>
        {
            if (error is { Code: ErrorCode.MsgSizeTooLarge })
                rejections.OnTooLarge(partition, offset, countdown, sendSmaller);
            else
                countdown.Report(error);
        });

    // Any thread, one at a time for a dead letter.
    private void Produce(Message<byte[]?, byte[]?> letter, AssignedPartition partition, long offset, DeliveryCountdown countdown, IRecordProducer producer)
    {
        var receiver = ReceiverFor(partition, offset, countdown, SendSmaller);
        while (!OutputSender.TryProduce(producer, options.DeadLetters, RecordParts.Of(letter), receiver, rejections))
        {
            if (!DeadLetter.Shrink(letter))
                throw new KafkaException(TooLarge(letter));
        }

        void SendSmaller()
        {
            if (DeadLetter.Shrink(letter))
                Produce(letter, partition, offset, countdown, producer);
            else
                countdown.Report(TooLarge(letter));
        }
    }

    // Not the code of a record that exceeds what was known of its topic: that one a restart fixes, and its message says so.
    private Error TooLarge(Message<byte[]?, byte[]?> letter) =>
        new(
            ErrorCode.RecordListTooLarge,
            $"topic {options.DeadLetters} takes no dead letter of {OutputEnvelope.SizeOf(letter)} bytes; "
                + "raise its max.message.bytes, or the producer's message.max.bytes"
        );
}
