using StreamLift.Host.Brokers;
using StreamLift.Host.Motion;

namespace StreamLift.Host.Demo;

/// <summary>The broker that the demo runs over: the embedded one, started here with the demo's topics, or one of the user's.</summary>
internal sealed class DemoBroker : IDisposable
{
    private readonly EmbeddedBroker? _embedded;

    /// <exception cref="BrokerException">The embedded broker doesn't start.</exception>
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
        // settings for a broker of the user's, from appsettings.json or the environment, are not for this one
        Properties = new Dictionary<string, string>(options.Kafka) { ["security.protocol"] = "plaintext" };
        ConsumerProperties = EmbeddedBroker.ConsumerProperties;
    }

    /// <summary>host:port.</summary>
    public string Bootstrap { get; }

    /// <summary>librdkafka properties that every client needs.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; }

    /// <summary>librdkafka properties that consumers need besides.</summary>
    public IReadOnlyDictionary<string, string> ConsumerProperties { get; } = new Dictionary<string, string>();

    /// <summary>What it is, in a line.</summary>
    public string Description => _embedded is null ? Bootstrap : $"embedded in this process by librdkafka, not Kafka ({Bootstrap})";

    /// <summary>One of the demo's topics, for its producer.</summary>
    public BrokerOptions For(string topic) =>
        new()
        {
            Bootstrap = Bootstrap,
            Topic = topic,
            Kafka = Properties,
        };

    public void Dispose() => _embedded?.Dispose();
}
