using Confluent.Kafka;
using StreamLift.Lanes;

namespace StreamLift.Ingest.Group;

/// <summary>The consumer's librdkafka properties.</summary>
internal static class ConsumerSettings
{
    // Delivery depends on these: offsets are stored only after delivery, and under the topic that a record names.
    private static readonly string[] Kept =
    [
        "enable.auto.offset.store",
        "enable.auto.commit",
        "enable.partition.eof",
        "group.id",
        "group.instance.id",
        "bootstrap.servers",
        "dotnet.consumer.consume.result.fields",
    ];

    // With it, an answer about offsets waits for the transaction that may commit them.
    private const string Isolation = "isolation.level";

    private static readonly TimeSpan CommitInterval = TimeSpan.FromSeconds(1);

    /// <summary>The properties of one lane's consumer.</summary>
    public static ConsumerConfig For(IngestOptions options, int lane, bool needsTopicNames)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = options.Bootstrap,
            GroupId = options.Group,
            ClientId = "streamlift",
            EnableAutoOffsetStore = false,
            EnableAutoCommit = options.Guarantee == Guarantee.AtLeastOnce,
            AutoCommitIntervalMs = (int)(options.CommitInterval ?? CommitInterval).TotalMilliseconds,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnablePartitionEof = options.UntilEnd, // one event per record where records are few
            AllowAutoCreateTopics = false,
            // marshalling an unused field costs a string per record
            ConsumeResultFields = needsTopicNames ? "headers,timestamp,topic" : "headers,timestamp",
            // how soon a group notices a topic's new partitions, and a regular expression's new topics
            TopicMetadataRefreshIntervalMs = 60_000,
        };
        // Under KIP-848 the broker refuses a killed member's name until its session has run out, and the process couldn't be started again until
        // then; exactly once, where every process has a name, it stays its transactions' alone there.
        if (options.Instance.Length > 0 && !(options.Guarantee == Guarantee.ExactlyOnce && options.GroupProtocol == GroupProtocol.Consumer))
            config.GroupInstanceId = $"{options.Instance}-{lane}";
        if (options.GroupProtocol == GroupProtocol.Consumer)
            config.GroupProtocol = Confluent.Kafka.GroupProtocol.Consumer;
        else
            config.PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky;
        foreach (var (key, value) in options.Kafka)
            config.Set(key, value);
        return config;
    }

    /// <summary>Where a partition without a committed offset begins; unset: the client is to say that there is none.</summary>
    public static Offset WithoutCommitted(ConsumerConfig config) =>
        config.Get("auto.offset.reset") switch
        {
            "latest" or "largest" or "end" => Offset.End,
            "error" => Offset.Unset,
            _ => Offset.Beginning,
        };

    /// <summary>Properties a user may not set, each with the reason in one line.</summary>
    public static IEnumerable<string> Problems(IngestOptions options) =>
        options
            .Kafka.Keys.Where(key => Kept.Contains(key) || (key == Isolation && options.Guarantee == Guarantee.ExactlyOnce))
            .Select(key => $"--kafka {key}: StreamLift manages this property: its delivery guarantee depends on the value, or it has a flag of its own");
}
