using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;

namespace StreamLift.Ingest.State;

/// <summary>The consumer of Confluent.Kafka. It joins no group and commits nothing.</summary>
internal sealed class ConfluentStateClient : IStateClient
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    // those of the group's member, and those that decide what is read
    private static readonly string[] Left =
    [
        "group.instance.id",
        "group.protocol",
        "partition.assignment.strategy",
        "isolation.level",
        "auto.offset.reset",
        "enable.partition.eof",
        "enable.auto.commit",
        "enable.auto.offset.store",
        "consume.result.fields",
        "session.timeout.ms",
        "heartbeat.interval.ms",
    ];

    private readonly string _topic;
    private readonly IConsumer<byte[]?, byte[]?> _consumer;
    private readonly IAdminClient _admin;
    private int _partitions; // of the topic, once asked for

    /// <param name="topic">The state topic.</param>
    /// <param name="options">Brokers, group and librdkafka properties.</param>
    /// <param name="onError">Told of the client's errors, transient ones as well.</param>
    /// <param name="log">Where librdkafka's own log lines go.</param>
    public ConfluentStateClient(string topic, IngestOptions options, Action<Error> onError, ILogger log)
    {
        _topic = topic;
        var config = new ConsumerConfig
        {
            BootstrapServers = options.Bootstrap,
            GroupId = options.Group, // the client wants one
            ClientId = "streamlift-state",
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            EnablePartitionEof = true,
            IsolationLevel = IsolationLevel.ReadCommitted,
            // compaction may remove records between the question for the first offset and the fetch
            AutoOffsetReset = AutoOffsetReset.Earliest,
            AllowAutoCreateTopics = false,
            ConsumeResultFields = "headers",
        };
        foreach (var (key, value) in options.Kafka)
            if (!Left.Contains(key))
                config.Set(key, value);
        _consumer = new ConsumerBuilder<byte[]?, byte[]?>(config)
            .SetErrorHandler((_, error) => onError(error))
            .SetLogHandler((_, message) => log.Librdkafka(message))
            .Build();
        _admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
    }

    // The consumer's own question would be answered with the end of what is committed: open transactions would not show.
    /// <inheritdoc/>
    public (long First, long End) Offsets(int partition)
    {
        RequirePartition(partition);
        return (At(partition, OffsetSpec.Earliest()), At(partition, OffsetSpec.Latest()));
    }

    /// <inheritdoc/>
    public void Begin(int partition, long offset) => _consumer.IncrementalAssign([new TopicPartitionOffset(_topic, partition, offset)]);

    /// <inheritdoc/>
    public void End(int partition) => _consumer.IncrementalUnassign([new TopicPartition(_topic, partition)]);

    /// <inheritdoc/>
    public StateTopicRecord? Poll(TimeSpan timeout) =>
        _consumer.Consume(timeout) is { } result
            ? new StateTopicRecord(result.Partition.Value, result.Offset.Value, result.IsPartitionEOF ? null : result.Message)
            : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _admin.Dispose();
        _consumer.Dispose();
    }

    // asked for the offsets of a partition that does not exist, the client answers only that time has run out
    private void RequirePartition(int partition)
    {
        if (partition < _partitions)
            return;
        var topic = _admin.GetMetadata(_topic, AnswerTimeout).Topics.Single();
        if (topic.Error.IsError)
            throw new KafkaException(topic.Error);
        _partitions = topic.Partitions.Count;
        if (partition >= _partitions)
            throw new KafkaException(ErrorCode.Local_UnknownPartition);
    }

    private long At(int partition, OffsetSpec position)
    {
        try
        {
            var answer = _admin
                .ListOffsetsAsync(
                    [new TopicPartitionOffsetSpec { TopicPartition = new TopicPartition(_topic, partition), OffsetSpec = position }],
                    new ListOffsetsOptions { RequestTimeout = AnswerTimeout, IsolationLevel = IsolationLevel.ReadUncommitted }
                )
                .GetAwaiter()
                .GetResult();
            return answer.ResultInfos[0].TopicPartitionOffsetError.Offset.Value;
        }
        catch (ListOffsetsException e) when (e.Result?.ResultInfos is [{ TopicPartitionOffsetError.Error: { IsError: true } error }, ..])
        {
            throw new KafkaException(error); // its own words only refer to its results
        }
    }
}
