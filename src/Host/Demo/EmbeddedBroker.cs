using Confluent.Kafka;
using StreamLift.Host.Brokers;

namespace StreamLift.Host.Demo;

/// <summary>
/// librdkafka's own mock cluster, in this process: it speaks Kafka's protocol over TCP on loopback, but it is not Kafka. For a demonstration and
/// for tests where there is no Kafka. It has 4 partitions a topic, keeps 5 MiB or 100,000 records of each, lets a group's first member
/// wait 3 s, knows no requests of administrators, and is gone with its owner.
/// </summary>
internal sealed class EmbeddedBroker : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // the cluster lives in this client and dies with it
    private readonly IProducer<Null, Null> _owner;
    private readonly IAdminClient _admin;

    /// <summary>Starts it.</summary>
    /// <exception cref="BrokerException">It doesn't answer.</exception>
    public EmbeddedBroker()
    {
        var config = new ProducerConfig();
        config.Set("test.mock.num.brokers", "1");
        _owner = new ProducerBuilder<Null, Null>(config).SetLogHandler((_, _) => { }).Build();
        _admin = new DependentAdminClientBuilder(_owner.Handle).Build();
        Bootstrap = string.Join(',', Ask(() => _admin.GetMetadata(Limit)).Brokers.Select(broker => $"{broker.Host}:{broker.Port}"));
    }

    /// <summary>host:port, as <c>--bootstrap</c> takes it; other processes on this machine can use it too.</summary>
    public string Bootstrap { get; }

    /// <summary>
    /// What its consumers need. An empty fetch is held for the whole of fetch.wait.max.ms, whatever arrives meanwhile: with the default,
    /// 500, a record lies there for up to half a second. A real broker answers at once.
    /// </summary>
    public static IReadOnlyDictionary<string, string> ConsumerProperties { get; } = new Dictionary<string, string> { ["fetch.wait.max.ms"] = "2" };

    /// <summary>Makes a topic. It has no request for that (CreateTopics): asking what it knows of a topic makes it.</summary>
    /// <exception cref="BrokerException">It doesn't.</exception>
    public void CreateTopic(string name)
    {
        var topic = Ask(() => _admin.GetMetadata(name, Limit)).Topics.Single();
        if (topic.Error.IsError)
            throw new BrokerException($"embedded broker: topic {name}: {topic.Error.Reason}");
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
            throw new BrokerException($"the embedded broker doesn't answer: {e.Error.Reason} (use your own broker with --bootstrap)");
        }
    }
}
