using Confluent.Kafka;
using StreamLift.Lanes;
using StreamLift.Sink.Client;

namespace StreamLift.Sink.Delivery;

/// <summary>The producer's librdkafka properties.</summary>
internal static class ProducerSettings
{
    // The delivery guarantee depends on these.
    private static readonly string[] Kept =
    [
        "enable.idempotence",
        "acks",
        "request.required.acks",
        "message.timeout.ms",
        "delivery.timeout.ms",
        "bootstrap.servers",
        "transactional.id",
        .. RecordProducer.OwnProperties,
    ];

    // readers of its partitions wait for a transaction until the broker aborts it: as short as Kafka Streams' own
    private static readonly TimeSpan TransactionMargin = TimeSpan.FromSeconds(10);

    /// <summary>The properties of one lane's producer.</summary>
    public static ProducerConfig For(SinkContext context)
    {
        var config = new ProducerConfig
        {
            BootstrapServers = context.Options.Bootstrap,
            ClientId = "streamlift",
            EnableIdempotence = true,
            Acks = Acks.All,
            // measured over two hops, median: 0: 0.45 ms, 1: 3.3 ms, 5 (librdkafka's default): 10.7 ms; under load, requests in flight gather records anyway
            LingerMs = 0,
            // keys go to the partitions where the JVM's clients put them
            Partitioner = Partitioner.Murmur2Random,
            // a dead letter keeps its body wherever its topic takes it
            MessageMaxBytes = Math.Max(1_000_000, context.Limits.Greatest),
            // the broker rejects a whole batch that exceeds its topic's limit; the client's batches may exceed theirs by framing
            BatchSize = Math.Clamp(context.Limits.Least - 512, 1, 1_000_000),
        };
        if (context.Options.Guarantee == Guarantee.ExactlyOnce)
        {
            config.TransactionalId = context.TransactionalId;
            // a record's timeout follows from it: a longer outage aborts the transaction, and the next one is tried until it succeeds
            config.TransactionTimeoutMs = (int)(context.Options.Interval + TransactionMargin).TotalMilliseconds;
            // while the broker writes a commit's markers it answers CONCURRENT_TRANSACTIONS to the next: 100 ms, the default, would be added to each commit
            config.RetryBackoffMs = 1;
        }
        else
        {
            // records wait for a broker without limit: the batch pool holds the reader back meanwhile
            config.MessageTimeoutMs = 0;
        }

        foreach (var (key, value) in context.Options.Kafka)
            config.Set(key, value);
        return config;
    }

    /// <summary>Properties a user may not set, each with the reason in one line.</summary>
    public static IEnumerable<string> Problems(SinkOptions options) =>
        options.Kafka.Keys.Where(Kept.Contains).Select(key => $"--kafka {key}: StreamLift manages this property: its delivery guarantee depends on the value");
}
