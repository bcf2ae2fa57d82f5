using Confluent.Kafka;
using StreamLift.Host.Brokers;
using StreamLift.Host.Demo;

namespace StreamLift.Host.Tests.Brokers;

/// <summary>Over the client library's mock cluster, which has four partitions a topic.</summary>
public sealed class AssignedConsumerTests : IDisposable
{
    private const string Topic = "poses";
    private readonly EmbeddedBroker _broker = new();

    public AssignedConsumerTests() => _broker.CreateTopic(Topic);

    public void Dispose() => _broker.Dispose();

    [Fact]
    public void Range_of_each_partition_is_read_in_order_from_its_begin_to_before_its_end()
    {
        Send(partition: 0, "a", "b", "c", "d");
        Send(partition: 2, "e", "f");
        using var consumer = Consumer();
        var begins = new Dictionary<int, long> { [0] = 1, [2] = 0 };
        var ends = new Dictionary<int, long> { [0] = 3, [2] = 2 };
        var read = consumer.ReadTo(ends, CancellationToken.None, begins).Select(Text).ToList();
        Assert.Equal(["b", "c"], read.Where(text => string.CompareOrdinal(text, "e") < 0));
        Assert.Equal(["e", "f"], read.Where(text => string.CompareOrdinal(text, "e") >= 0));
    }

    [Fact]
    public void Stop_ends_the_reading_of_a_range_early()
    {
        Send(partition: 0, "a", "b", "c");
        using var consumer = Consumer();
        using var stop = new CancellationTokenSource();
        var read = new List<string>();
        foreach (var record in consumer.ReadTo(new Dictionary<int, long> { [0] = 3 }, stop.Token))
        {
            read.Add(Text(record));
            stop.Cancel();
        }

        Assert.Equal(["a"], read);
    }

    [Fact]
    public void Consumer_at_the_end_receives_only_what_is_sent_afterwards()
    {
        Send(partition: 1, "before");
        using var consumer = Consumer();
        consumer.AssignAtEnd(CancellationToken.None);
        Assert.Equal(1, consumer.SumOfEnds());
        Send(partition: 1, "after");
        ConsumeResult<Ignore, byte[]> next;
        do next = consumer.Next(CancellationToken.None);
        while (next.IsPartitionEOF);
        Assert.Equal("after", Text(next));
    }

    [Fact]
    public void Silence_of_the_broker_for_the_connect_timeout_is_an_error()
    {
        using var consumer = Consumer(TimeSpan.FromSeconds(0.3), "127.0.0.1:1");
        consumer.Assign(0, 0);
        var error = Assert.Throws<BrokerException>(() => consumer.Next(CancellationToken.None));
        Assert.StartsWith(
            "topic poses: the broker sent nothing for 0.3 s: the connection to the broker failed or broke (Local_Transport: 127.0.0.1:1/bootstrap: Connect to",
            error.Message,
            StringComparison.Ordinal
        );
    }

    private AssignedConsumer<Ignore, byte[]> Consumer(TimeSpan? limit = null, string? bootstrap = null) =>
        new(
            new BrokerOptions
            {
                Bootstrap = bootstrap ?? _broker.Bootstrap,
                Topic = Topic,
                Kafka = EmbeddedBroker.ConsumerProperties,
                ConnectTimeout = limit ?? TimeSpan.FromSeconds(30),
            },
            "test",
            "test"
        );

    private void Send(int partition, params string[] texts)
    {
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = _broker.Bootstrap }).Build();
        foreach (var text in texts)
            producer.Produce(new TopicPartition(Topic, partition), new Message<Null, byte[]> { Value = System.Text.Encoding.UTF8.GetBytes(text) });
        producer.Flush(TimeSpan.FromSeconds(10));
    }

    private static string Text(ConsumeResult<Ignore, byte[]> record) => System.Text.Encoding.UTF8.GetString(record.Message.Value);
}
