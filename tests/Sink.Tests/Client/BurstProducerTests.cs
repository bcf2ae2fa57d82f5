using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;

namespace StreamLift.Sink.Tests.Client;

/// <summary>Against librdkafka's own broker, in this process.</summary>
public sealed class BurstProducerTests
{
    [Fact]
    public void Burst_is_delivered_when_the_flush_returns()
    {
        using var producer = Producer(("test.mock.num.brokers", "1"));
        for (var i = 0; i < 100; i++)
            Assert.True(producer.TrySend("out", "key"u8, "value"u8, []));

        Assert.Null(producer.Flush(CancellationToken.None));
    }

    [Fact]
    public void Record_that_is_not_delivered_is_told_by_the_flush()
    {
        using var producer = Producer(("bootstrap.servers", "127.0.0.1:1"), ("message.timeout.ms", "10"));
        producer.TrySend("out", "key"u8, "value"u8, []);

        Assert.Equal(ErrorCode.Local_MsgTimedOut, producer.Flush(CancellationToken.None)?.Code);
    }

    [Fact]
    public void Record_is_not_taken_while_the_queue_of_the_client_is_full()
    {
        using var producer = Producer(("bootstrap.servers", "127.0.0.1:1"), ("queue.buffering.max.messages", "1"), ("message.timeout.ms", "10"));
        Assert.True(producer.TrySend("out", "key"u8, "value"u8, []));

        Assert.False(producer.TrySend("out", "key"u8, "value"u8, []));
    }

    private static BurstProducer Producer(params (string Key, string Value)[] properties)
    {
        var config = new ProducerConfig();
        foreach (var (key, value) in properties)
            config.Set(key, value);
        return new BurstProducer(config, NullLogger.Instance);
    }
}
