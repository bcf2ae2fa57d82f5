using Confluent.Kafka;
using StreamLift.BrokerErrors;
using StreamLift.Host.Brokers;

namespace StreamLift.Host.Demo;

/// <summary>
/// librdkafka's mock cluster in this process. It speaks Kafka's protocol over TCP on loopback, but it is not Kafka. For the demo and for tests without
/// Kafka. It has 4 partitions per topic, keeps 5 MiB or 100,000 records of each, delays a group's first assignment by 3 s, supports no admin requests,
/// and ends with its owner.
/// </summary>
internal sealed class EmbeddedBroker : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // the cluster belongs to this client and ends with it
    private readonly IProducer<Null, Null> _owner;
    private readonly IAdminClient _admin;

    /// <summary>Starts it.</summary>
    /// <exception cref="BrokerException">It does not answer.</exception>
    public EmbeddedBroker()
    {
        var config = new ProducerConfig();
        config.Set("test.mock.num.brokers", "1");
        _owner = new ProducerBuilder<Null, Null>(config).SetLogHandler((_, _) => { }).Build();
        _admin = new DependentAdminClientBuilder(_owner.Handle).Build();
        Bootstrap = string.Join(',', Ask(() => _admin.GetMetadata(Limit)).Brokers.Select(broker => $"{broker.Host}:{broker.Port}"));
    }

    /// <summary>host:port, as <c>--bootstrap</c> takes it; other processes on this machine can connect too.</summary>
    public string Bootstrap { get; }

    /// <summary>
    /// Properties that its consumers need. It holds an empty fetch for the whole of fetch.wait.max.ms, even if a record arrives: with the default of 500 a
    /// record waits up to half a second. A real broker answers immediately.
    /// </summary>
    public static IReadOnlyDictionary<string, string> ConsumerProperties { get; } = new Dictionary<string, string> { ["fetch.wait.max.ms"] = "2" };

    /// <summary>Creates a topic. It does not support CreateTopics: a request for a topic's metadata creates it.</summary>
    /// <exception cref="BrokerException">It fails.</exception>
    public void CreateTopic(string name)
    {
        var topic = Ask(() => _admin.GetMetadata(name, Limit)).Topics.Single();
        if (topic.Error.IsError)
            throw new BrokerException($"embedded broker: topic {name}: {ErrorSentence.Of(topic.Error)}");
    }

    public void Dispose()
    {
        _admin.Dispose();
        _owner.Dispose();
    }

    private static Metadata Ask(Func<Metadata> question)
    {
        try
        {
            return question();
        }
        catch (KafkaException e)
        {
            throw new BrokerException($"the embedded broker doesn't answer: {ErrorSentence.Of(e.Error)} (use your own broker with --bootstrap)");
        }
    }
}
