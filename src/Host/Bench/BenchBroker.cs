using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Host.Brokers;
using StreamLift.Host.Commands;
using StreamLift.Poses;
using StreamLift.Sink;

namespace StreamLift.Host.Bench;

/// <summary>The broker of the measurement.</summary>
/// <param name="Bootstrap">host:port, separated by commas.</param>
/// <param name="Kafka">Further librdkafka properties of every client.</param>
internal sealed record BenchBroker(string Bootstrap, IReadOnlyDictionary<string, string> Kafka)
{
    /// <summary>A client's properties, overridden by the user's.</summary>
    public T With<T>(T config)
        where T : ClientConfig
    {
        config.BootstrapServers = Bootstrap;
        config.ClientId = "streamlift-bench";
        foreach (var (key, value) in Kafka)
            config.Set(key, value);
        return config;
    }

    /// <summary>A consumer of a topic. It waits up to two minutes for a record, because the service may start slowly on a loaded machine.</summary>
    /// <exception cref="ConfigurationException">A property that librdkafka doesn't know.</exception>
    public AssignedConsumer<Ignore, T> Consumer<T>(string topic) =>
        new(
            new BrokerOptions
            {
                Bootstrap = Bootstrap,
                Topic = topic,
                Kafka = Kafka,
                ConnectTimeout = TimeSpan.FromMinutes(2),
            },
            "streamlift-bench",
            "streamlift-bench",
            config => (config.FetchWaitMaxMs, config.ConsumeResultFields) = (100, "headers,timestamp")
        );

    /// <summary>A producer like the sink's, with these properties and without a log.</summary>
    /// <exception cref="ConfigurationException">A property that librdkafka doesn't know.</exception>
    public IProducer<byte[], byte[]> Producer(ProducerConfig config)
    {
        config.DeliveryReportFields = "status";
        return Made(config, made => new ProducerBuilder<byte[], byte[]>(made).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build());
    }

    /// <summary>The sink's own producer, without a log.</summary>
    /// <exception cref="ConfigurationException">A property that librdkafka doesn't know.</exception>
    public BurstProducer BurstProducer() =>
        Made(new ProducerConfig { EnableIdempotence = true, LingerMs = 0 }, made => new BurstProducer(made, NullLogger.Instance));

    private T Made<T>(ProducerConfig config, Func<ProducerConfig, T> make)
    {
        config.Partitioner = Partitioner.Murmur2Random;
        try
        {
            return make(With(config));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw KafkaProperties.Refused(e);
        }
    }
}
