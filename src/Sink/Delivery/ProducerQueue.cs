using Confluent.Kafka;

namespace StreamLift.Sink.Delivery;

/// <summary>The client's own queue.</summary>
internal static class ProducerQueue
{
    /// <summary>Hands a record to the client, and waits while its queue is full: then the output broker is slow, and the record is good. Any thread.</summary>
    /// <returns>False where the record is larger than the producer takes.</returns>
    public static bool TryProduce(
        IProducer<byte[]?, byte[]?> producer,
        string topic,
        Message<byte[]?, byte[]?> message,
        Action<DeliveryReport<byte[]?, byte[]?>> handler,
        IRejectionHandler rejections
    )
    {
        while (true)
        {
            try
            {
                producer.Produce(topic, message, handler);
                return true;
            }
            catch (ProduceException<byte[]?, byte[]?> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                if (rejections.HasFailed)
                    throw;
                Thread.Sleep(1);
            }
            catch (ProduceException<byte[]?, byte[]?> e) when (e.Error.Code == ErrorCode.MsgSizeTooLarge)
            {
                return false;
            }
        }
    }
}
