using System.Diagnostics.Metrics;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Offsets;
using StreamLift.Ingest.Records;
using StreamLift.Lanes;
using StreamLift.Tests;

namespace StreamLift.Ingest.Tests;

/// <summary>A whole reading side on a scripted client: the batches that it submits are delivered when the test says so.</summary>
public sealed class ConsumerLaneTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly IngestTelemetry _telemetry;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _fault = new();
    private readonly ScriptedPartitionClient _client = new();
    private readonly CountingStage _stage = new();
    private readonly OrderedBatchQueue _queue = new(4);
    private readonly BatchPool _pool;
    private readonly List<RecordBatch> _held = [];
    private RecordDeserializer? _deserializer;
    private IGroupEvents? _events;
    private bool _delivers = true;

    public ConsumerLaneTests()
    {
        _telemetry = new IngestTelemetry(_services.GetRequiredService<IMeterFactory>(), new StageName("lift"));
        _pool = new BatchPool(4, _stage.CreateBatch);
    }

    public void Dispose()
    {
        _telemetry.Dispose();
        _services.Dispose();
        _stop.Dispose();
        _fault.Dispose();
    }

    [Fact]
    public void Delivered_records_are_stored_and_committed_before_the_lane_leaves()
    {
        Script(Assign(0), Record(0, 5, "a"), Record(0, 6, "b"), Stop());
        Lane().Run(_stop.Token, _fault.Token);
        Assert.Equal("Store 0@7", Stored()[^1]);
        Assert.Equal(["Commit", "Unsubscribe", "Close"], _client.Calls[^3..]);
    }

    [Fact]
    public void Revoked_partition_is_committed_as_far_as_it_is_delivered_before_it_goes()
    {
        Script(Assign(0, 1), Record(0, 5, "a"), Record(1, 9, "b"), Revoke(1), Stop());
        Lane().Run(_stop.Token, _fault.Token);
        var revoked = _client.Calls.IndexOf("Commit");
        Assert.Contains("Store 1@10", _client.Calls[..revoked]);
        Assert.True(revoked < _client.Calls.IndexOf("Unsubscribe"));
    }

    [Fact]
    public void Record_of_a_lost_partition_is_neither_stored_nor_waited_for()
    {
        _delivers = false;
        Script(
            Assign(0),
            Record(0, 5, "a"),
            None(),
            Lose(0),
            () =>
            {
                DeliverHeld();
                return null;
            },
            Stop()
        );
        Lane().Run(_stop.Token, _fault.Token);
        Assert.Empty(Stored());
        Assert.Equal("Close", _client.Calls[^1]);
    }

    [Fact]
    public void Records_in_flight_at_the_end_of_the_drain_timeout_are_an_error()
    {
        _delivers = false;
        Script(Assign(0), Record(0, 5, "a"), Stop());
        var error = Assert.Throws<KafkaException>(() => Lane(drain: TimeSpan.FromMilliseconds(100)).Run(_stop.Token, _fault.Token));
        Assert.Contains("records in flight at the end were not delivered", error.Error.Reason, StringComparison.Ordinal);
        Assert.Empty(Stored());
    }

    [Fact]
    public void Fault_elsewhere_in_the_lane_ends_the_wait_for_deliveries()
    {
        _delivers = false;
        Script(Assign(0), Record(0, 5, "a"), None(), () =>
        {
            _fault.Cancel();
            return null;
        });
        Lane(drain: TimeSpan.FromMinutes(2)).Run(_stop.Token, _fault.Token);
        Assert.Empty(Stored());
    }

    [Fact]
    public void Rewind_reads_again_from_the_committed_offset_with_new_state()
    {
        _delivers = false;
        _client.CommittedOffsets[0] = 5;
        ConsumerLane? lane = null;
        var generations = new List<int>();
        Script(
            Assign(0),
            Record(0, 5, "a"),
            None(),
            () =>
            {
                lane!.Rewind();
                return null;
            },
            () =>
            {
                generations.AddRange(_stage.Assigned.Select(partition => partition.Generation));
                _delivers = true;
                return null;
            },
            Record(0, 5, "a"),
            Stop()
        );
        lane = Lane(Guarantee.ExactlyOnce);
        lane.Run(_stop.Token, _fault.Token);
        Assert.Contains("Seek 0@5", _client.Calls);
        Assert.Equal([1], generations);
        Assert.Equal(1, ((CountingBatch)_held[^1]).CountOf(0)); // counted anew
    }

    [Fact]
    public void Fenced_member_ends_the_lane_with_the_brokers_error()
    {
        Script(Assign(0), () => throw ScriptedPartitionClient.Failure(ErrorCode.FencedInstanceId, isFatal: true));
        Assert.Equal(ErrorCode.FencedInstanceId, Assert.Throws<ConsumeException>(() => Lane().Run(_stop.Token, _fault.Token)).Error.Code);
    }

    [Fact]
    public void Lane_with_an_end_stops_by_itself_once_it_is_read()
    {
        Script(Assign(0), Record(0, 5, "a"), Record(0, 6, "b"));
        Lane(end: new() { [("in", 0)] = 7 }).Run(_stop.Token, _fault.Token);
        Assert.Equal("Store 0@7", Stored()[^1]);
    }

    private ConsumerLane Lane(Guarantee guarantee = Guarantee.AtLeastOnce, TimeSpan? drain = null, Dictionary<(string, int), long>? end = null)
    {
        var executor = new LaneExecutor(_stage, _queue, 1);
        var context = new IngestContext
        {
            Lane = 0,
            Options = new IngestOptions
            {
                Bootstrap = "none:1",
                Input = "in",
                Guarantee = guarantee,
                DrainTimeout = drain ?? TimeSpan.FromSeconds(10),
            },
            Stage = _stage,
            Pool = _pool,
            Executor = executor,
            Policy = new BatchPolicy(8, TimeSpan.Zero, TimeProvider.System),
            OutputLimit = int.MaxValue,
            Topics = ["in"],
            End = new EndOffsetTracker(end),
            Telemetry = _telemetry,
            OnBrokerError = _ => { },
            Clock = TimeProvider.System,
        };
        var lane = new ConsumerLane(context, NullLogger.Instance, (_, deserializer, events) =>
        {
            (_deserializer, _events) = (deserializer, events);
            return _client;
        });
        executor.Connect(() => Take(lane));
        return lane;
    }

    // The writing side: small batches are processed on the poll thread, and taken here.
    private void Take(ConsumerLane lane)
    {
        while (_queue.TryTake(out var batch))
        {
            _held.Add(batch);
            if (_delivers)
                lane.Acknowledge(batch);
            _queue.MarkDelivered();
        }
    }

    private void DeliverHeld()
    {
        foreach (var slice in _held.SelectMany(batch => batch.Slices.ToArray()))
            slice.Partition.Acknowledge(slice, (partition, offset) => _client.StoreOffset("in", partition.Number, offset));
    }

    private List<string> Stored() => [.. _client.Calls.Where(call => call.StartsWith("Store", StringComparison.Ordinal))];

    private void Script(params IEnumerable<Func<ConsumedRecord?>> polls)
    {
        foreach (var poll in polls)
            _client.Then(poll);
    }

    private Func<ConsumedRecord?> Assign(params int[] numbers) =>
        () =>
        {
            _ = _events!.OnAssigned(_client, [.. numbers.Select(number => new TopicPartition("in", number))]).ToList();
            return null;
        };

    private Func<ConsumedRecord?> Revoke(int number) =>
        () =>
        {
            _events!.OnRevoked(_client, [new TopicPartitionOffset("in", number, Offset.Unset)]);
            return null;
        };

    private Func<ConsumedRecord?> Lose(int number) =>
        () =>
        {
            _events!.OnLost(_client, [new TopicPartitionOffset("in", number, Offset.Unset)]);
            return null;
        };

    private Func<ConsumedRecord?> Record(int number, long offset, string stream) =>
        () =>
        {
            _deserializer!.Deserialize([], true, new SerializationContext(MessageComponentType.Key, "in"));
            _deserializer.Deserialize(Encoding.UTF8.GetBytes(stream), false, new SerializationContext(MessageComponentType.Value, "in"));
            return new ConsumedRecord("in", number, offset, IsPartitionEnd: false, null);
        };

    private static Func<ConsumedRecord?> None() => () => null;

    private Func<ConsumedRecord?> Stop() =>
        () =>
        {
            _stop.Cancel();
            return null;
        };
}
