using System.Collections.Concurrent;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Sink.Client;
using StreamLift.Sink.Delivery;
using StreamLift.Tests;

namespace StreamLift.Sink.Tests.Client;

/// <summary>Against librdkafka's own broker, in this process.</summary>
public sealed class RecordProducerTests : IDisposable
{
    private readonly RecordProducer _producer = Producer(("test.mock.num.brokers", "1"));
    private readonly ConcurrentQueue<Error?> _reports = [];

    public void Dispose() => _producer.Dispose();

    [Fact]
    public void Record_comes_out_as_it_was_handed_over()
    {
        var headers = new Headers
        {
            { "empty", [] },
            { "null", null },
            { "ümlaut", "7"u8.ToArray() },
            { "long", new byte[3000] },
        };
        for (var i = 0; i < 10; i++)
            headers.Add($"h{i}", [(byte)i]);
        Send(
            new RecordParts
            {
                Key = "cam"u8,
                HasKey = true,
                Value = "body"u8,
                HasValue = true,
                Headers = headers,
                Partition = 2,
            }
        );
        Send(
            new RecordParts
            {
                HasKey = true,
                HasValue = true,
                Partition = 2,
            }
        );
        Send(new RecordParts { Partition = 2 });
        Assert.Equal(0, _producer.Flush(TimeSpan.FromSeconds(30)));
        Assert.Equal([null, null, null], _reports);

        var (first, second, third) = Read(2, 3) switch
        {
            var read => (read[0], read[1], read[2]),
        };
        Assert.Equal(("cam", "body"), (Encoding.UTF8.GetString(first.Key!), Encoding.UTF8.GetString(first.Value!)));
        Assert.Equal(headers.Select(header => header.Key), first.Headers.Select(header => header.Key));
        Assert.Equal(headers.Select(header => header.GetValueBytes()), first.Headers.Select(header => header.GetValueBytes()));
        Assert.Equal(([], []), (second.Key!, second.Value!));
        Assert.Equal((null, null), (third.Key, third.Value));
    }

    [Fact]
    public void Flush_returns_after_every_report_has_been_taken()
    {
        const int Records = 20_000;
        var taken = 0;
        var slow = new ReportHandler(
            _ =>
            {
                if (Interlocked.Increment(ref taken) % 1000 == 0)
                    Thread.Sleep(1);
            },
            isReused: true
        );
        for (var i = 0; i < Records; i++)
            Assert.Equal(
                ErrorCode.NoError,
                _producer.Produce(
                    "out",
                    new RecordParts
                    {
                        Value = "x"u8,
                        HasValue = true,
                        Partition = i % 4,
                    },
                    slow
                )
            );
        Assert.Equal(0, _producer.Flush(TimeSpan.FromMinutes(1)));
        Assert.Equal(Records, taken);
    }

    [Fact]
    public void Records_handed_over_with_one_receiver_allocate_nothing()
    {
        var headers = new Headers { { "content-type", "application/json"u8.ToArray() } };
        var receiver = new ReportHandler(_ => { }, isReused: true);
        Assert.InRange(Allocations.Of(Round), 0, 100);
        Assert.Equal(0, _producer.Flush(TimeSpan.FromMinutes(1)));

        void Round()
        {
            for (var i = 0; i < 256; i++)
                _producer.Produce(
                    "out",
                    new RecordParts
                    {
                        Key = "cam"u8,
                        HasKey = true,
                        Value = "body"u8,
                        HasValue = true,
                        Headers = headers,
                    },
                    receiver
                );
        }
    }

    [Fact]
    public void Each_receiver_of_one_record_gets_its_own_report()
    {
        var reported = new ConcurrentQueue<int>();
        for (var i = 0; i < 500; i++)
        {
            var number = i;
            _producer.Produce(
                "out",
                new RecordParts
                {
                    Value = "x"u8,
                    HasValue = true,
                    Partition = 0,
                },
                new ReportHandler(_ => reported.Enqueue(number))
            );
        }

        Assert.Equal(0, _producer.Flush(TimeSpan.FromMinutes(1)));
        Assert.Equal(Enumerable.Range(0, 500), reported);
    }

    [Fact]
    public void Record_that_is_too_large_is_not_taken_and_not_reported()
    {
        Assert.Equal(
            ErrorCode.MsgSizeTooLarge,
            _producer.Produce("out", new RecordParts { Value = new byte[2_000_000], HasValue = true }, new ReportHandler(_reports.Enqueue))
        );
        Assert.Equal(0, _producer.Flush(TimeSpan.FromMinutes(1)));
        Assert.Empty(_reports);
    }

    [Fact]
    public void Full_queue_takes_no_record_and_a_purged_record_is_reported_as_failed()
    {
        using var producer = Producer(("queue.buffering.max.messages", "1"), ("bootstrap.servers", "127.0.0.1:1"), ("message.timeout.ms", "300"));
        var parts = new RecordParts { Value = "x"u8, HasValue = true };
        Assert.Equal(ErrorCode.NoError, producer.Produce("out", parts, new ReportHandler(_reports.Enqueue)));
        Assert.Equal(ErrorCode.Local_QueueFull, producer.Produce("out", parts, new ReportHandler(_reports.Enqueue)));
        Assert.True(SpinWait.SpinUntil(() => !_reports.IsEmpty, TimeSpan.FromSeconds(30)));
        Assert.Equal(ErrorCode.Local_MsgTimedOut, Assert.Single(_reports)!.Code);
    }

    [Fact]
    public void Errors_of_the_client_are_told_while_its_reports_are_taken()
    {
        var errors = new ConcurrentQueue<Error>();
        using var producer = new RecordProducer(new ProducerConfig(Settings()), errors.Enqueue, NullLogger.Instance);
        producer.Produce("out", new RecordParts { HasValue = true }, new ReportHandler(_ => { }));
        Assert.True(SpinWait.SpinUntil(() => errors.Any(error => error.Code == ErrorCode.Local_AllBrokersDown), TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Tokens_are_refreshed_by_the_client_itself()
    {
        var lines = new ConcurrentQueue<Error>();
        using var producer = new RecordProducer(
            new ProducerConfig(
                Settings(
                    ("security.protocol", "SASL_PLAINTEXT"),
                    ("sasl.mechanism", "OAUTHBEARER"),
                    ("enable.sasl.oauthbearer.unsecure.jwt", "true"),
                    ("sasl.oauthbearer.config", "nonsense")
                )
            ),
            lines.Enqueue,
            NullLogger.Instance
        );
        // the refresh has run: it can't read its properties
        Assert.True(SpinWait.SpinUntil(() => lines.Any(error => error.Reason.Contains("OAUTHBEARER", StringComparison.Ordinal)), TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Receiver_that_throws_is_told_as_an_error_and_the_next_reports_are_taken()
    {
        var errors = new ConcurrentQueue<Error>();
        using var producer = new RecordProducer(new ProducerConfig(Settings(("test.mock.num.brokers", "1"))), errors.Enqueue, NullLogger.Instance);
        producer.Produce("out", new RecordParts { HasValue = true }, new ReportHandler(_ => throw new InvalidOperationException("broken")));
        producer.Produce("out", new RecordParts { HasValue = true }, new ReportHandler(_reports.Enqueue));
        Assert.Equal(0, producer.Flush(TimeSpan.FromMinutes(1)));
        Assert.Contains("broken", Assert.Single(errors, error => error.Code == ErrorCode.Local_Application).Reason, StringComparison.Ordinal);
        Assert.Single(_reports);
    }

    [Fact]
    public async Task Producing_while_the_producer_is_disposed_of_ends_with_an_exception()
    {
        var receiver = new ReportHandler(_ => { }, isReused: true);
        var sending = Task.Run(() =>
        {
            while (true)
                _producer.Produce("out", new RecordParts { HasValue = true }, receiver);
        });
        await Task.Delay(50);
        _producer.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => sending.WaitAsync(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Properties_that_the_producer_sets_itself_are_refused_from_the_user() =>
        Assert.All(RecordProducer.OwnProperties, property => Assert.Single(ProducerSettings.Problems(new SinkOptions { Kafka = { [property] = "1" } })));

    private void Send(in RecordParts record) => Assert.Equal(ErrorCode.NoError, _producer.Produce("out", record, new ReportHandler(_reports.Enqueue)));

    private List<Message<byte[]?, byte[]?>> Read(int partition, int count)
    {
        using var admin = new DependentAdminClientBuilder(_producer.Client.Handle).Build();
        var broker = admin.GetMetadata(TimeSpan.FromSeconds(30)).Brokers[0];
        var config = new ConsumerConfig { BootstrapServers = $"{broker.Host}:{broker.Port}", GroupId = "reader" };
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(config).Build();
        consumer.Assign(new TopicPartitionOffset("out", partition, Offset.Beginning));
        return [.. Enumerable.Range(0, count).Select(_ => consumer.Consume(TimeSpan.FromSeconds(30)).Message)];
    }

    private static RecordProducer Producer(params (string Key, string Value)[] more) => new(new ProducerConfig(Settings(more)), _ => { }, NullLogger.Instance);

    private static Dictionary<string, string> Settings(params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string> { ["bootstrap.servers"] = "127.0.0.1:1", ["allow.auto.create.topics"] = "true" };
        foreach (var (key, value) in more)
            settings[key] = value;
        return settings;
    }
}
