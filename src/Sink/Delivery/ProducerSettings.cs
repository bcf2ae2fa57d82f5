using Confluent.Kafka;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;

namespace StreamLift.Sink.Delivery;

/// <summary>The producer's librdkafka properties.</summary>
internal static class ProducerSettings
{
    // What the guarantee rests on.
    private static readonly string[] Kept =
    [
        "enable.idempotence",
        "acks",
        "request.required.acks",
        "message.timeout.ms",
        "delivery.timeout.ms",
        "bootstrap.servers",
        "transactional.id",
    ];

    // a transaction that nobody ends holds up the readers of its partitions until the broker aborts it: as short as Kafka Streams' own
    private static readonly TimeSpan TransactionMargin = TimeSpan.FromSeconds(10);

    /// <summary>The properties of one lane's producer.</summary>
    public static ProducerConfig For(SinkContext parts)
    {
        var config = new ProducerConfig
        {
            BootstrapServers = parts.Options.Bootstrap,
            ClientId = "streamlift",
            EnableIdempotence = true,
            Acks = Acks.All,
            // measured over two hops, median: 0 → 0.45 ms, 1 → 3.3 ms, 5 (librdkafka's default) → 10.7 ms; under load requests in flight gather records anyway
            LingerMs = 0,
            // keys land where the JVM's clients put them
            Partitioner = Partitioner.Murmur2Random,
            DeliveryReportFields = "status",
            // a letter goes with its body wherever its topic takes it
            MessageMaxBytes = Math.Max(1_000_000, Math.Max(parts.Limits.Output, parts.Limits.DeadLetters)),
            // the broker refuses a whole batch that is larger than its topic's limit; the client's batches may run over by framing
            BatchSize = Math.Clamp(Math.Min(parts.Limits.Output, parts.Limits.DeadLetters) - 512, 1, 1_000_000),
        };
        if (parts.Options.Guarantee == Guarantee.ExactlyOnce)
        {
            config.TransactionalId = parts.TransactionalId;
            // a record's timeout follows from it: a broker that is away longer costs the transaction, and the next is tried as long as it takes
            config.TransactionTimeoutMs = (int)(parts.Options.Interval + TransactionMargin).TotalMilliseconds;
            // while the broker still writes a commit's markers it says CONCURRENT_TRANSACTIONS to the next: 100 ms, the default, would be a commit's latency
            config.RetryBackoffMs = 1;
        }
        else
        {
            // it waits for a broker as long as it takes: the pool of batches holds the reader back meanwhile
            config.MessageTimeoutMs = 0;
        }

        foreach (var (key, value) in parts.Options.Kafka)
            config.Set(key, value);
        return config;
    }

    /// <summary>Properties a user may not set, each with the reason in one line.</summary>
    public static IEnumerable<string> Problems(SinkOptions options) =>
        options.Kafka.Keys.Where(Kept.Contains).Select(key => $"--kafka {key}: StreamLift sets this one itself (nothing lost depends on it)");
}
