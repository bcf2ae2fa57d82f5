using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Sink.Client;

namespace StreamLift.Sink.Tests.Client;

/// <summary>Against librdkafka's own broker, in this process.</summary>
public sealed class PreparedHeadersTests
{
    [Fact]
    public void Record_has_its_own_headers_also_after_records_with_the_same_or_with_others()
    {
        var config = new ProducerConfig { BootstrapServers = "127.0.0.1:1" };
        config.Set("test.mock.num.brokers", "1");
        using var producer = new RecordProducer(config, _ => { }, NullLogger.Instance);
        var (first, second) = (new Headers { { "a", "1"u8.ToArray() }, { "ü", null } }, new Headers { { "b", [] } });
        Headers[] sent = [first, first, first, second, first, second, second, first, first, first];
        var receiver = new ReportHandler(_ => { }, isReused: true);
        foreach (var headers in sent)
            Assert.Equal(ErrorCode.NoError, producer.Produce("out", new RecordParts { Headers = headers, Partition = 1 }, receiver));
        Assert.Equal(0, producer.Flush(TimeSpan.FromSeconds(30)));

        using var admin = new DependentAdminClientBuilder(producer.Client.Handle).Build();
        var broker = admin.GetMetadata(TimeSpan.FromSeconds(30)).Brokers[0];
        var reading = new ConsumerConfig { BootstrapServers = $"{broker.Host}:{broker.Port}", GroupId = "reader" };
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(reading).Build();
        consumer.Assign(new TopicPartitionOffset("out", 1, Offset.Beginning));
        Assert.Equal(sent.Select(Text), sent.Select(_ => Text(consumer.Consume(TimeSpan.FromSeconds(30)).Message.Headers)));
    }

    private static string Text(Headers headers) =>
        string.Join(';', headers.Select(header => $"{header.Key}={(header.GetValueBytes() is { } value ? Encoding.UTF8.GetString(value) : "null")}"));
}
