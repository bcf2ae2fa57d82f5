using Confluent.Kafka;
using StreamLift.Host.Brokers;

namespace StreamLift.Host.Demo;

/// <summary>The broker of the demo: the embedded one, started here with the demo's topics, or the user's.</summary>
internal sealed class DemoBroker : IDisposable
{
    private readonly EmbeddedBroker? _embedded;

    /// <exception cref="BrokerException">The embedded broker does not start.</exception>
    public DemoBroker(DemoOptions options)
    {
        Properties = options.Kafka;
        Bootstrap = options.Bootstrap ?? "";
        if (options.Bootstrap is not null)
            return;
        _embedded = new EmbeddedBroker();
        foreach (var topic in DemoSettings.Topics)
            _embedded.CreateTopic(topic);
        Bootstrap = _embedded.Bootstrap;
        // appsettings.json and the environment may have security settings for the user's own broker
        Properties = new Dictionary<string, string>(options.Kafka) { ["security.protocol"] = "plaintext" };
        ConsumerProperties = EmbeddedBroker.ConsumerProperties;
    }

    /// <summary>host:port.</summary>
    public string Bootstrap { get; }

    /// <summary>librdkafka properties that every client needs.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; }

    /// <summary>Additional librdkafka properties of consumers.</summary>
    public IReadOnlyDictionary<string, string> ConsumerProperties { get; } = new Dictionary<string, string>();

    /// <summary>The broker in one line.</summary>
    public string Description => _embedded is null ? Bootstrap : $"embedded in this process by librdkafka, not Kafka ({Bootstrap})";

    /// <summary>The options of a client of one topic.</summary>
    public BrokerOptions For(string topic) =>
        new()
        {
            Bootstrap = Bootstrap,
            Topic = topic,
            Kafka = Properties,
        };

    /// <summary>The options of a consumer of one topic.</summary>
    public BrokerOptions ForReader(string topic) => For(topic) with { Kafka = new Dictionary<string, string>(Properties.Concat(ConsumerProperties)) };

    /// <summary>A consumer of the records of a topic that are sent from now on, outside any group.</summary>
    public AssignedConsumer<Ignore, byte[]> Reader(string topic) =>
        new(ForReader(topic), "streamlift-demo", "streamlift-demo-reader", config => config.AutoOffsetReset = AutoOffsetReset.Error);

    public void Dispose() => _embedded?.Dispose();
}
