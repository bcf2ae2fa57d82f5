using Confluent.Kafka;

namespace StreamLift.Sink.Client;

/// <summary>What the sink asks of a Kafka producer for each record: the border to the client library.</summary>
internal interface IRecordProducer
{
    /// <summary>Hands a record to the client, which copies it. It never waits. Any thread.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="record">The record.</param>
    /// <param name="receiver">Is told of its delivery, unless it was not taken.</param>
    /// <returns>
    /// <see cref="ErrorCode.NoError"/>; or it was not taken: <see cref="ErrorCode.Local_QueueFull"/> or <see cref="ErrorCode.MsgSizeTooLarge"/>.
    /// </returns>
    /// <exception cref="KafkaException">The client refuses it for another reason.</exception>
    ErrorCode Produce(string topic, in RecordParts record, ReportReceiver receiver);
}
