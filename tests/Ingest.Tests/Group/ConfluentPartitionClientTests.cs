using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Ingest.Group;

namespace StreamLift.Ingest.Tests.Group;

/// <summary>Against librdkafka's own broker, in this process.</summary>
public sealed class ConfluentPartitionClientTests : IDisposable
{
    private readonly IProducer<byte[]?, byte[]?> _producer = new ProducerBuilder<byte[]?, byte[]?>(
        new Dictionary<string, string> { ["bootstrap.servers"] = "127.0.0.1:1", ["test.mock.num.brokers"] = "1" }
    ).Build();

    private readonly Taking _taking = new();
    private int _groups;

    public void Dispose() => _producer.Dispose();

    [Fact]
    public void Records_and_the_end_of_a_partition_are_polled_with_all_their_parts()
    {
        Headers one = new()
        {
            { "content-type", "application/json"u8.ToArray() },
            { "null", null },
            { "empty", [] },
        };
        Produce(
            "in",
            new()
            {
                Key = "k1"u8.ToArray(),
                Value = "v1"u8.ToArray(),
                Headers = one,
                Timestamp = new Timestamp(1_700_000_000_001, TimestampType.CreateTime),
            }
        );
        Produce(
            "in",
            new()
            {
                Key = [],
                Value = [],
                Headers = one,
                Timestamp = new Timestamp(1_700_000_000_002, TimestampType.CreateTime),
            }
        );
        Produce("in", new() { Headers = new() { { "content-type", "text/json"u8.ToArray() } } });
        Produce("in", new() { Key = "k4"u8.ToArray() });

        var polled = Poll(5, "in");
        Assert.Equal(["k1=v1", "=", "null=null", "k4=null"], _taking.Taken);
        Assert.Equal([0, 1, 2, 3, 4], polled.Select(record => record.Offset));
        Assert.Equal([false, false, false, false, true], polled.Select(record => record.IsPartitionEnd));
        Assert.All(polled, record => Assert.Equal(("", 0), (record.Topic, record.Partition))); // of one topic, every record is
        Assert.Equal([1_700_000_000_001, 1_700_000_000_002], polled.Take(2).Select(record => record.TimestampMs));
        Assert.Equal(
            ["content-type=application/json,null=null,empty=", "content-type=application/json,null=null,empty=", "content-type=text/json", "none", "none"],
            polled.Select(record => record.Headers is null ? "none" : string.Join(',', record.Headers.Select(Text)))
        );
        // a record with the headers of the record before costs no object
        Assert.Same(polled[0].Headers, polled[1].Headers);
    }

    [Fact]
    public void Headers_that_differ_in_one_value_share_the_others()
    {
        string[][] records =
        [
            ["a=1", "trace=x"],
            ["a=1", "trace=y"],
            ["a=1"],
            ["b=1", "trace=y", "c=2"],
            ["a=1", "trace=y", "c=2"],
            ["trace=y", "c=3"],
        ];
        foreach (var record in records)
        {
            var headers = new Headers();
            foreach (var header in record)
                headers.Add(header.Split('=')[0], Encoding.UTF8.GetBytes(header.Split('=')[1]));
            Produce("in", new() { Value = "v"u8.ToArray(), Headers = headers });
        }

        var read = Records(Poll(7, "in")).Select(record => record.Headers!).ToList();
        Assert.Equal(records, read.Select(headers => headers.Select(Text).ToArray()));
        Assert.Same(read[0][0], read[1][0]);
        Assert.Same(read[3][1], read[4][1]);
        Assert.Same(read[0][1].Key, read[1][1].Key);
    }

    [Fact]
    public void Stored_offset_is_committed_and_that_of_a_partition_of_others_is_refused()
    {
        Produce("in", new() { Value = "v"u8.ToArray() });
        Poll(2, ["in"], client =>
        {
            client.StoreOffset("in", 0, 1);
            client.Commit();
            Assert.Equal([1], client.Committed([new("in", 0)], TimeSpan.FromSeconds(30)).Select(offset => offset.Offset.Value));
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            client.StoreOffset("in", 0, 2);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocated);
            var error = Assert.Throws<KafkaException>(() => client.StoreOffset("in", 999, 2)).Error.Code;
            Assert.Contains(error, (ErrorCode[])[ErrorCode.Local_State, ErrorCode.Local_UnknownPartition]);
        });
    }

    [Fact]
    public void Records_of_several_topics_carry_the_name_of_their_own()
    {
        for (var i = 0; i < 3; i++)
            foreach (var topic in (string[])["a", "b-longer"])
                Produce(topic, new() { Value = Encoding.UTF8.GetBytes(topic) });
        var polled = Records(Poll(8, "a", "b-longer")).Select(record => record.Topic);
        Assert.Equal(_taking.Taken.Select(taken => taken["null=".Length..]), polled);
        Assert.Equal(6, _taking.Taken.Count);
    }

    [Fact]
    public void Timestamps_of_records_are_told_with_the_properties_that_a_lane_sets()
    {
        Timestamp[] times = [new(1_700_000_000_001, TimestampType.CreateTime), new(-1, TimestampType.CreateTime)];
        foreach (var topic in (string[])["a", "b"])
        foreach (var time in times)
            Produce(topic, new() { Value = "v"u8.ToArray(), Timestamp = time });
        long?[] told = [1_700_000_000_001, null]; // Kafka's -1 is no time
        Assert.Equal(told, Records(Poll(3, "a")).Select(record => record.TimestampMs));
        var both = Records(Poll(6, "a", "b")).OrderBy(record => record.Topic, StringComparer.Ordinal).ThenBy(record => record.Offset);
        Assert.Equal([.. told, .. told], both.Select(record => record.TimestampMs));
    }

    [Fact]
    public void Record_that_can_not_be_taken_is_an_error_of_this_program()
    {
        Produce("in", new() { Value = "v"u8.ToArray() });
        _taking.Fault = new InvalidOperationException("broken");
        var error = Assert.Throws<ConsumeException>(() => Poll(1, "in"));
        Assert.Equal((ErrorCode.Local_KeyDeserialization, true), (error.Error.Code, ConsumerErrors.IsFinal(error.Error)));
        Assert.Same(_taking.Fault, error.InnerException);
    }

    [Fact]
    public void Client_that_was_disposed_of_is_not_polled()
    {
        var config = ConsumerSettings.For(new IngestOptions { Bootstrap = "127.0.0.1:1" }, lane: 0, needsTopicNames: false);
        var client = new ConfluentPartitionClient(config, _taking, new FirstPartitions(), _ => { }, NullLogger.Instance);
        client.Dispose();
        Assert.Throws<ObjectDisposedException>(() => client.Poll(TimeSpan.Zero));
    }

    [Fact]
    public void Missing_topic_is_told_as_an_error_with_its_reason()
    {
        var error = Assert.Throws<ConsumeException>(() => Poll(1, "missing"));
        Assert.Equal(ErrorCode.UnknownTopicOrPart, error.Error.Code);
        Assert.Contains("missing", error.Error.Reason, StringComparison.Ordinal);
    }

    private static string Text(IHeader header) => $"{header.Key}={(header.GetValueBytes() is { } value ? Encoding.UTF8.GetString(value) : "null")}";

    private static IEnumerable<ConsumedRecord> Records(List<ConsumedRecord> polled) => polled.Where(record => !record.IsPartitionEnd);

    private void Produce(string topic, Message<byte[]?, byte[]?> message)
    {
        _producer.Produce(new TopicPartition(topic, 0), message);
        Assert.Equal(0, _producer.Flush(TimeSpan.FromSeconds(30)));
    }

    private List<ConsumedRecord> Poll(int count, params string[] topics) => Poll(count, topics, _ => { });

    private List<ConsumedRecord> Poll(int count, string[] topics, Action<ConfluentPartitionClient> then)
    {
        using var admin = new DependentAdminClientBuilder(_producer.Handle).Build();
        var broker = admin.GetMetadata(TimeSpan.FromSeconds(30)).Brokers[0];
        var options = new IngestOptions
        {
            Bootstrap = $"{broker.Host}:{broker.Port}",
            Group = $"group-{++_groups}",
            UntilEnd = true,
        };
        var config = ConsumerSettings.For(options, lane: 0, needsTopicNames: topics.Length > 1);
        var events = new FirstPartitions();
        using var client = new ConfluentPartitionClient(config, _taking, events, _ => { }, NullLogger.Instance);
        client.Subscribe(topics);
        var polled = new List<ConsumedRecord>();
        for (var tries = 0; polled.Count < count && tries < 600; tries++)
            if (client.Poll(TimeSpan.FromMilliseconds(100)) is { } record && (record.Partition == 0))
                polled.Add(record);
        then(client);
        client.Close();
        return polled;
    }

    private sealed class Taking : IDeserializer<ConfluentPartitionClient.Consumed>
    {
        private string _key = "";

        public List<string> Taken { get; } = [];

        public Exception? Fault { get; set; }

        public ConfluentPartitionClient.Consumed Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
        {
            if (Fault is not null)
                throw Fault;
            var text = isNull ? "null" : Encoding.UTF8.GetString(data);
            if (context.Component == MessageComponentType.Key)
                _key = text;
            else
                Taken.Add($"{_key}={text}");
            return default;
        }
    }

    private sealed class FirstPartitions : IGroupEvents
    {
        public IEnumerable<TopicPartitionOffset> OnAssigned(IPartitionClient client, List<TopicPartition> partitions) =>
            partitions.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning));

        public void OnRevoked(IPartitionClient client, List<TopicPartitionOffset> partitions) { }

        public void OnLost(IPartitionClient client, List<TopicPartitionOffset> partitions) { }

        public void OnCommitted(CommittedOffsets offsets) { }
    }
}
