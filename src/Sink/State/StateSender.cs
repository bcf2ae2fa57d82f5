using System.Text;
using Confluent.Kafka;
using StreamLift.Lanes;
using StreamLift.Sink.Client;
using StreamLift.Sink.Delivery;
using StreamLift.Sink.Records;

namespace StreamLift.Sink.State;

/// <summary>Hands changed state to the producer: a record a key, in the partition of the same number as the input's. Sender only.</summary>
/// <param name="topic">The state topic.</param>
/// <param name="context">What the sink is given.</param>
/// <param name="rejections">Says whether sending more is pointless.</param>
internal sealed class StateSender(StateTopic topic, SinkContext context, IRejectionHandler rejections)
{
    private readonly byte[] _group = Encoding.UTF8.GetBytes(topic.Group);
    private readonly Message<byte[]?, byte[]?> _message = new();

    /// <summary>Sends the newest state of each changed key whose assignment has not ended.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="producer">The client.</param>
    /// <param name="receiver">Told of each record's delivery.</param>
    /// <param name="onSending">Called before each record.</param>
    /// <exception cref="DeliveryException">A key's state is larger than the topic takes.</exception>
    public void Send(StateChanges changes, IRecordProducer producer, ReportReceiver receiver, Action? onSending = null)
    {
        foreach (var key in changes.Changed)
        {
            if (key.Partition.IsRevoked)
                continue;
            _message.Key = key.RecordKey;
            _message.Value = key.IsRemoved ? null : key.State.ToArray();
            // exactly once, the transaction that holds the record commits the offset as well
            var committed = context.Options.Guarantee == Guarantee.ExactlyOnce ? key.NextOffset : key.Partition.Committed;
            _message.Headers = new Headers
            {
                { StateTopic.GroupHeader, _group },
                { StateTopic.OffsetHeader, StateTopic.Number(key.NextOffset) },
                { StateTopic.CommittedHeader, StateTopic.Number(committed) },
            };
            var size = OutputEnvelope.SizeOf(_message);
            onSending?.Invoke();
            var record = RecordParts.Of(_message) with { Partition = key.Partition.Number };
            if (size > context.Limits.State || !OutputSender.TryProduce(producer, topic.Name, record, receiver, rejections))
                throw TooLarge(key, size);
        }

        if (!changes.IsEmpty)
            FailPoint.Hit(FailPointStep.State);
    }

    private DeliveryException TooLarge(ChangedKey key, int size) =>
        new(
            $"the state of {Encoding.UTF8.GetString(key.Key)} ({key.Partition}) takes {size} bytes, and topic {topic.Name} takes {context.Limits.State}: "
                + "raise its max.message.bytes"
        );
}
