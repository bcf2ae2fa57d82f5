using Confluent.Kafka;
using StreamLift.BrokerErrors;
using StreamLift.Host.Brokers;
using StreamLift.Ingest;
using StreamLift.Wire;

namespace StreamLift.Host.Bench;

/// <summary>
/// The cost of the Kafka client in this process, its own threads included, by the calls that the service makes: consuming records without decoding them, and
/// producing pose records in bursts as the sink does, with a wait for the acknowledgements of each burst.
/// </summary>
internal sealed class BrokerStages(BenchBroker broker, StageTimer timer, int people, CancellationToken stop)
{
    private const int Burst = 512;
    private const int PollMs = 100;
    private const int MostSilent = 1200; // two minutes, as the consumer's own limit

    /// <summary>Consumes a topic from its beginning, repeatedly.</summary>
    /// <exception cref="BrokerException">The broker sends nothing for long.</exception>
    public StageStatistics Consume(string topic, WireEncoding encoding)
    {
        using var consumer = broker.Consumer<Ignore>(topic);
        using var poller = new RecordPoller(consumer.Client);
        var open = consumer.AssignAll(Offset.Beginning, stop);
        var silent = 0;
        return timer.Time(
            "consume",
            timer.Rounds(() =>
            {
                var read = 0;
                while (read < Burst)
                {
                    var polled = poller.Poll(PollMs);
                    silent = polled is null ? silent + 1 : 0;
                    stop.ThrowIfCancellationRequested();
                    if (silent > MostSilent)
                        throw consumer.Silence();
                    if (polled is true)
                        read++;
                    else if (polled is false && --open == 0)
                        open = consumer.AssignAll(Offset.Beginning, stop);
                }

                return read * people;
            }),
            encoding
        );
    }

    /// <summary>Produces records.</summary>
    /// <exception cref="BrokerException">The broker rejects a record.</exception>
    public StageStatistics Produce(string topic, byte[][] records, WireEncoding encoding)
    {
        using var producer = broker.BurstProducer();
        var headers = new Headers { { ContentType.Header, ContentType.Utf8(encoding).ToArray() } };
        var keys = Enumerable.Range(0, 12).Select(stream => System.Text.Encoding.UTF8.GetBytes($"camera-{stream}")).ToArray();
        return timer.Time(
            "produce",
            timer.Rounds(() =>
            {
                for (var i = 0; i < Burst; i++)
                    while (!producer.TrySend(topic, keys[i % keys.Length], records[i % records.Length], headers))
                        producer.Flush(stop);
                return producer.Flush(stop) is { } refused
                    ? throw new BrokerException($"topic {topic}: a record was not delivered: {ErrorSentence.Of(refused)}")
                    : (long)Burst * people;
            }),
            encoding
        );
    }
}
