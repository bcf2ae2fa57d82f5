using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace StreamLift.Tests.Brokers;

/// <summary>Topics of a real broker: made, filled and read, by the plain client.</summary>
internal static class Topics
{
    public static async Task CreateAsync(string bootstrap, string name, int partitions)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap }).SetLogHandler((_, _) => { }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = name, NumPartitions = partitions }]);
    }

    /// <summary>Sends records and waits until all are delivered.</summary>
    public static void Send(string bootstrap, string topic, IEnumerable<Message<byte[]?, byte[]?>> records)
    {
        using var producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig
        {
            BootstrapServers = bootstrap, EnableIdempotence = true, LingerMs = 5, Partitioner = Partitioner.Murmur2Random, QueueBufferingMaxMessages = 1_000_000,
        }).Build();
        Error? failed = null;
        foreach (var record in records)
            producer.Produce(topic, record, report => failed = report.Error.IsError ? report.Error : failed);
        producer.Flush();
        Assert.Null(failed);
    }

    /// <summary>Waits for a topic's first record.</summary>
    public static async Task AnyAsync(string bootstrap, string topic) => await Task.Run(() =>
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = bootstrap, GroupId = "reader", EnableAutoCommit = false }).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        consumer.Assign(admin.GetMetadata(topic, TimeSpan.FromSeconds(10)).Topics[0].Partitions.Select(p => new TopicPartitionOffset(topic, p.PartitionId, Offset.Beginning)));
        Assert.NotNull(consumer.Consume(TimeSpan.FromMinutes(1)));
    });

    /// <summary>Reads a topic from its beginning to its present end, partition by partition in order.</summary>
    public static List<ConsumeResult<byte[]?, byte[]?>> Read(string bootstrap, string topic, IsolationLevel isolation = IsolationLevel.ReadCommitted)
    {
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig
        {
            BootstrapServers = bootstrap, GroupId = "reader", EnableAutoCommit = false, EnablePartitionEof = true, AutoOffsetReset = AutoOffsetReset.Earliest,
            IsolationLevel = isolation,
        }).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var partitions = admin.GetMetadata(topic, TimeSpan.FromSeconds(10)).Topics[0].Partitions.Select(p => new TopicPartition(topic, p.PartitionId)).ToList();
        consumer.Assign(partitions.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)));
        var records = new List<ConsumeResult<byte[]?, byte[]?>>();
        var open = partitions.Count;
        while (open > 0)
        {
            var record = consumer.Consume(TimeSpan.FromSeconds(20)) ?? throw new TimeoutException($"{topic} went silent");
            if (record.IsPartitionEOF) open--;
            else records.Add(record);
        }

        return records;
    }
}
