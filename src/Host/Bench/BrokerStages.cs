using Confluent.Kafka;
using StreamLift.BrokerErrors;
using StreamLift.Host.Brokers;
using StreamLift.Wire;

namespace StreamLift.Host.Bench;

/// <summary>
/// The cost of the Kafka client in this process, its own threads included: consuming records without decoding them, and producing pose records in bursts
/// as the sink does, with a wait for the acknowledgements of each burst.
/// </summary>
internal sealed class BrokerStages(BenchBroker broker, StageTimer timer, int people, CancellationToken stop)
{
    private const int Burst = 512;

    /// <summary>Consumes a topic from its beginning, repeatedly.</summary>
    public StageStatistics Consume(string topic, WireEncoding encoding)
    {
        using var consumer = broker.Consumer<Ignore>(topic);
        var open = consumer.AssignAll(Offset.Beginning, stop);
        return timer.Time(
            "consume",
            timer.Rounds(() =>
            {
                var read = 0;
                while (read < Burst)
                {
                    if (!consumer.Next(stop).IsPartitionEOF)
                    {
                        read++;
                    }
                    else if (--open == 0)
                    {
                        open = consumer.AssignAll(Offset.Beginning, stop);
                    }
                }

                return read * people;
            }),
            encoding
        );
    }

    /// <summary>Produces records, with a new array for each as the client requires.</summary>
    /// <exception cref="BrokerException">The broker rejects a record.</exception>
    public StageStatistics Produce(string topic, byte[][] records, WireEncoding encoding)
    {
        using var producer = broker.Producer(new ProducerConfig { EnableIdempotence = true, LingerMs = 0 });
        var headers = new Headers { { ContentType.Header, ContentType.Utf8(encoding).ToArray() } };
        var keys = Enumerable.Range(0, 12).Select(stream => System.Text.Encoding.UTF8.GetBytes($"camera-{stream}")).ToArray();
        Error? refused = null;
        Action<DeliveryReport<byte[], byte[]>> delivered = report => refused = report.Error.IsError ? report.Error : refused;
        var message = new Message<byte[], byte[]> { Headers = headers };
        return timer.Time(
            "produce",
            timer.Rounds(() =>
            {
                for (var i = 0; i < Burst; i++)
                {
                    (message.Key, message.Value) = (keys[i % keys.Length], records[i % records.Length].AsSpan().ToArray());
                    producer.Produce(topic, message, delivered);
                }

                producer.Flush(stop);
                return refused is null
                    ? (long)Burst * people
                    : throw new BrokerException($"topic {topic}: a record was not delivered: {ErrorSentence.Of(refused)}");
            }),
            encoding
        );
    }
}
