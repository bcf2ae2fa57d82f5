using System.Diagnostics;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace StreamLift.Tests.Brokers;

/// <summary>Topics of a real broker: made, filled and read, by the plain client.</summary>
internal static class Topics
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task CreateAsync(string bootstrap, string name, int partitions)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap }).SetLogHandler((_, _) => { }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = name, NumPartitions = partitions }]);
        PartitionsOf(admin, name);
    }

    /// <summary>A topic's partitions; of one just made not every broker knows yet.</summary>
    public static List<int> PartitionsOf(IAdminClient admin, string topic)
    {
        // each question waits for a broker's answer, which is what there is to wait for
        for (var started = Stopwatch.StartNew(); started.Elapsed < Patience; )
            if (admin.GetMetadata(topic, Patience).Topics is [{ Partitions: { Count: > 0 } partitions }])
                return partitions.ConvertAll(partition => partition.PartitionId);
        throw new TimeoutException($"no broker knows of {topic}");
    }

    /// <summary>Sends records and waits until all are delivered.</summary>
    public static void Send(string bootstrap, string topic, IEnumerable<Message<byte[]?, byte[]?>> records)
    {
        using var producer = new ProducerBuilder<byte[]?, byte[]?>(
            new ProducerConfig
            {
                BootstrapServers = bootstrap,
                EnableIdempotence = true,
                LingerMs = 5,
                MessageMaxBytes = 2_000_000,
                BatchSize = 1_000_000,
                Partitioner = Partitioner.Murmur2Random,
                StickyPartitioningLingerMs = 0, // records without a key are spread, however fast they are sent
                QueueBufferingMaxMessages = 1_000_000,
            }
        ).Build();
        Error? failed = null;
        foreach (var record in records)
            producer.Produce(topic, record, report => failed = report.Error.IsError ? report.Error : failed);
        producer.Flush();
        Assert.Null(failed);
    }

    /// <summary>Sends piece after piece until something is so, and then one more: whoever was gone by then has not had that.</summary>
    /// <param name="bootstrap">Where.</param>
    /// <param name="topic">Which.</param>
    /// <param name="piece">The records of a piece, by its number from 0.</param>
    /// <param name="isSo">What it is sent until.</param>
    /// <returns>How many pieces.</returns>
    public static int SendUntil(string bootstrap, string topic, Func<int, IEnumerable<Message<byte[]?, byte[]?>>> piece, Func<bool> isSo)
    {
        for (var sent = 0; ; )
        {
            var isLast = isSo();
            Send(bootstrap, topic, piece(sent++));
            if (isLast)
                return sent;
        }
    }

    /// <summary>Changes a topic's setting.</summary>
    public static async Task SetAsync(string bootstrap, string topic, string setting, string value)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap }).SetLogHandler((_, _) => { }).Build();
        await admin.IncrementalAlterConfigsAsync(
            new Dictionary<ConfigResource, List<ConfigEntry>>
            {
                [new ConfigResource { Type = ResourceType.Topic, Name = topic }] =
                [
                    new ConfigEntry
                    {
                        Name = setting,
                        Value = value,
                        IncrementalOperation = AlterConfigOpType.Set,
                    },
                ],
            }
        );
    }

    /// <summary>Every topic there is.</summary>
    public static List<string> Names(string bootstrap)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap }).SetLogHandler((_, _) => { }).Build();
        return admin.GetMetadata(Patience).Topics.ConvertAll(topic => topic.Topic);
    }

    /// <summary>The sum of a topic's end offsets, transaction markers included.</summary>
    public static long Ends(string bootstrap, string topic) => EndOffsets(bootstrap, topic).Values.Sum();

    /// <summary>A topic's end offsets by partition.</summary>
    public static Dictionary<(string Topic, int Partition), long> EndOffsets(string bootstrap, string topic)
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = bootstrap, GroupId = "reader" }).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        return PartitionsOf(admin, topic)
            .ToDictionary(
                partition => (topic, partition),
                partition => consumer.QueryWatermarkOffsets(new TopicPartition(topic, partition), Patience).High.Value
            );
    }

    /// <summary>Waits for a topic's first record that is committed, or for more than so many that may not be.</summary>
    public static async Task AnyAsync(string bootstrap, string topic, int? uncommittedAfter = null) =>
        await Task.Run(() =>
        {
            using var consumer = new ConsumerBuilder<Ignore, Ignore>(
                new ConsumerConfig
                {
                    BootstrapServers = bootstrap,
                    GroupId = "reader",
                    EnableAutoCommit = false,
                    IsolationLevel = uncommittedAfter is null ? IsolationLevel.ReadCommitted : IsolationLevel.ReadUncommitted,
                }
            ).Build();
            using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
            consumer.Assign(PartitionsOf(admin, topic).Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
            for (var i = 0; i <= (uncommittedAfter ?? 0); i++)
                Assert.NotNull(consumer.Consume(Patience));
        });

    /// <summary>Reads a topic from its beginning to its present end, partition by partition in order.</summary>
    public static List<ConsumeResult<byte[]?, byte[]?>> Read(string bootstrap, string topic, IsolationLevel isolation = IsolationLevel.ReadCommitted) =>
        Read(new ClientConfig { BootstrapServers = bootstrap }, topic, isolation);

    /// <summary>The same, of a broker that asks who one is.</summary>
    public static List<ConsumeResult<byte[]?, byte[]?>> Read(ClientConfig client, string topic, IsolationLevel isolation = IsolationLevel.ReadCommitted) =>
        [.. Each(client, topic, isolation)];

    /// <summary>The same, one at a time: for topics that are larger than memory.</summary>
    public static IEnumerable<ConsumeResult<byte[]?, byte[]?>> Each(ClientConfig client, string topic, IsolationLevel isolation = IsolationLevel.ReadCommitted)
    {
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(
            new ConsumerConfig(new Dictionary<string, string>(client))
            {
                GroupId = "reader",
                EnableAutoCommit = false,
                EnablePartitionEof = true,
                AutoOffsetReset = AutoOffsetReset.Earliest,
                IsolationLevel = isolation,
            }
        ).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var partitions = PartitionsOf(admin, topic).ConvertAll(partition => new TopicPartition(topic, partition));
        if (isolation == IsolationLevel.ReadCommitted)
            AwaitMarkers(admin, partitions);
        consumer.Assign(partitions.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)));
        var open = partitions.Count;
        while (open > 0)
        {
            var record = consumer.Consume(Patience) ?? throw new TimeoutException($"{topic} went silent");
            if (record.IsPartitionEOF)
                open--;
            else
                yield return record;
        }
    }

    // a commit is answered before its markers are written, and a reader of committed records sees no further than they go
    private static void AwaitMarkers(IAdminClient admin, List<TopicPartition> partitions)
    {
        if (RealKafka.Missing is not null)
            return; // the mock cluster has no markers
        while (!Latest(IsolationLevel.ReadCommitted).SequenceEqual(Latest(IsolationLevel.ReadUncommitted))) { }

        IEnumerable<long> Latest(IsolationLevel isolation) =>
            admin
                .ListOffsetsAsync(
                    partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = OffsetSpec.Latest() }),
                    new ListOffsetsOptions { IsolationLevel = isolation }
                )
                .GetAwaiter()
                .GetResult()
                .ResultInfos.OrderBy(info => info.TopicPartitionOffsetError.Partition.Value)
                .Select(info => info.TopicPartitionOffsetError.Offset.Value)
                .ToList();
    }
}
