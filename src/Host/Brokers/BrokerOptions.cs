namespace StreamLift.Host.Brokers;

/// <summary>Where the topic is, and how to get there.</summary>
internal sealed record BrokerOptions
{
    public required string Bootstrap { get; init; }

    public required string Topic { get; init; }

    /// <summary>Further librdkafka properties, taken as they are.</summary>
    public IReadOnlyDictionary<string, string> Kafka { get; init; } = new Dictionary<string, string>();

    /// <summary>Time limit for the broker's answers.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
