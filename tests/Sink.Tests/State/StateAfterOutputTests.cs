using System.Diagnostics.Metrics;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Lanes;
using StreamLift.Lifter.Stage;
using StreamLift.Sink.Delivery;
using StreamLift.Sink.Records;
using StreamLift.Sink.State;

namespace StreamLift.Sink.Tests.State;

/// <summary>At least once, on a producer whose records are acknowledged when the test says so.</summary>
public sealed class StateAfterOutputTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private readonly ImmediateProducer _producer = new();
    private readonly AssignedPartition _first = new("in", 0, 0);
    private readonly AssignedPartition _third = new("in", 3, 0);
    private readonly List<string> _acknowledged = [];
    private readonly List<Exception> _failures = [];
    private readonly SinkContext _context;
    private readonly BatchPool _pool = new(6, () => new LiftBatch(1, 34));
    private readonly StateAfterOutput _state;

    public StateAfterOutputTests()
    {
        var topic = new StateTopic("states", "group");
        _context = Contexts.Of(new SinkOptions(), new SinkTelemetry(_services.GetRequiredService<IMeterFactory>(), new StageName("lift"))) with
        {
            StateTopic = topic,
            Clock = _clock,
            Pool = _pool,
            Limits = TopicLimits.Unknown with { State = 1000 },
        };
        _state = new StateAfterOutput(
            topic,
            _context,
            ends => _acknowledged.AddRange(ends.Select(end => $"{end.Partition}<{end.NextOffset}")),
            new NoRejections(),
            _failures.Add
        );
    }

    public void Dispose()
    {
        _context.Telemetry.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void Offsets_are_acknowledged_after_the_state_and_the_state_is_sent_after_the_output()
    {
        var batch = Batch(5, (_first, "rig", "1"));
        _state.Open(batch);
        Turn();
        Assert.Empty(_producer.Held);

        Assert.True(_state.Delivered(batch));
        Turn();
        var (target, message, _) = Assert.Single(_producer.Held);
        Assert.Equal(("states", 0), (target.Topic, target.Partition.Value));
        Assert.Equal(("in/rig", "1"), (Encoding.UTF8.GetString(message.Key!), Encoding.UTF8.GetString(message.Value!)));
        Assert.Equal(
            ["streamlift-group=group", "streamlift-offset=6", "streamlift-committed=-1"],
            message.Headers.Select(header => $"{header.Key}={Encoding.UTF8.GetString(header.GetValueBytes())}")
        );
        Assert.Empty(_acknowledged);

        _producer.Report();
        Assert.Equal(["in[0]<6"], _acknowledged);
        Assert.True(_state.IsIdle);
    }

    [Fact]
    public void State_of_a_batch_waits_for_the_output_of_the_batches_before_it()
    {
        var (earlier, later) = (Batch(5, (_first, "a", "1")), Batch(6, (_first, "b", "2")));
        _state.Open(earlier);
        _state.Open(later);
        Assert.False(_state.Delivered(later));
        Turn();
        Assert.Empty(_producer.Held);
        Assert.True(_state.Delivered(earlier));
        Turn();
        Assert.Equal(["a=1", "b=2"], Held());
    }

    [Fact]
    public void Newest_state_of_waiting_batches_is_sent_once_an_interval_round_by_round()
    {
        Deliver(Batch(5, (_first, "a", "1")));
        Turn();
        Deliver(Batch(6, (_first, "a", "2")));
        Deliver(Batch(7, (_first, "a", "3"), (_third, "a", "9")));
        _clock.Advance(_context.Options.Interval);
        Turn(); // one is in flight
        Assert.Equal(["a=1"], Held());
        Assert.Equal(Timeout.InfiniteTimeSpan, _state.Left);
        _producer.Report();
        Turn();
        Assert.Equal(["a=3", "a=9"], Held());
        Assert.Equal(3, _producer.Held[1].Target.Partition.Value);
        _producer.Report();
        Assert.Equal(["in[0]<6"], _acknowledged);
        _producer.Report();
        Assert.Equal(["in[0]<6", "in[0]<8", "in[3]<8"], _acknowledged);

        Deliver(Batch(8, (_first, "a", "4")));
        Assert.Equal(_context.Options.Interval, _state.Left);
        Turn();
        Assert.Empty(_producer.Held);
    }

    [Fact]
    public void Urgent_batch_and_the_last_turn_send_what_waits_at_once()
    {
        Deliver(Batch(5, (_first, "a", "1")));
        Turn();
        _producer.Report();
        Deliver(Batch(6, (_first, "a", "2")));
        var urgent = _pool.Take(TimeSpan.Zero)!;
        urgent.IsUrgent = true;
        Deliver(urgent);
        Turn();
        Assert.Equal(["a=2"], Held());
        _producer.Report();
        Deliver(Batch(7, (_first, "a", "3")));
        _state.TrySend(_producer, isLast: true);
        Assert.Equal(["a=3"], Held());
        Assert.False(_state.IsIdle);
    }

    [Fact]
    public void Batch_without_state_is_acknowledged_without_a_record()
    {
        Deliver(Batch(5));
        Turn();
        Assert.Empty(_producer.Held);
        Assert.Equal(["in[0]<6"], _acknowledged);
        Assert.True(_state.IsIdle);
    }

    [Fact]
    public void Removed_key_is_written_without_a_value()
    {
        Deliver(Batch(5, (_first, "a", "")));
        Turn();
        Assert.Null(Assert.Single(_producer.Held).Message.Value);
    }

    [Fact]
    public void State_of_a_partition_that_was_revoked_meanwhile_is_not_sent()
    {
        Deliver(Batch(5, (_first, "a", "1"), (_third, "b", "2")));
        _first.Revoke();
        Turn();
        Assert.Equal(["b=2"], Held());
    }

    [Fact]
    public void Refused_state_fails_the_lane_and_acknowledges_nothing()
    {
        Deliver(Batch(5, (_first, "a", "1")));
        Turn();
        _producer.Report(ErrorCode.TopicAuthorizationFailed);
        Assert.Contains("the broker refuses a record for the state topic states", Assert.Single(_failures).Message, StringComparison.Ordinal);
        Assert.Empty(_acknowledged);
        Assert.False(_state.IsIdle);
    }

    [Fact]
    public void State_larger_than_its_topic_takes_fails_the_lane_with_key_size_and_remedy()
    {
        Deliver(Batch(5, (_first, "rig 1", new string('x', 2000))));
        var error = Assert.Throws<DeliveryException>(Turn);
        Assert.Matches(@"the state of rig 1 \(in\[0\]\) takes 2\d\d\d bytes, and topic states takes 1000: raise its max.message.bytes", error.Message);
    }

    [Fact]
    public void State_topic_that_does_not_answer_holds_back_further_batches()
    {
        Deliver(Batch(5, (_first, "a", "1")));
        Turn();
        Assert.False(_state.IsOverdue);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(_state.IsOverdue);
        _producer.Report();
        Assert.False(_state.IsOverdue);
    }

    private void Turn() => _state.TrySend(_producer, isLast: false);

    private void Deliver(RecordBatch batch)
    {
        _state.Open(batch);
        _state.Delivered(batch);
    }

    private IEnumerable<string> Held() =>
        _producer.Held.Select(held => $"{Encoding.UTF8.GetString(held.Message.Key!)["in/".Length..]}={Encoding.UTF8.GetString(held.Message.Value!)}");

    // batches come from the pool and go back to it
    private RecordBatch Batch(long offset, params (AssignedPartition Partition, string Key, string State)[] snapshots)
    {
        var batch = _pool.Take(TimeSpan.Zero) ?? throw new InvalidOperationException("no batch is free");
        batch.Add(_first, offset, 0);
        foreach (var (partition, key, state) in snapshots)
        {
            if (batch.Slices.ToArray().All(slice => slice.Partition != partition))
                batch.Add(partition, offset, 0);
            batch.AddSnapshot(partition, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(state));
        }

        return batch;
    }

    private sealed class NoRejections : IRejectionHandler
    {
        public bool HasFailed => false;

        public int RejectionCount(in InputRecord record) => 0;

        public void OnDeadLettered(RecordBatch batch, int index) { }

        public void OnTooLarge(AssignedPartition partition, long offset, DeliveryCountdown countdown, Action sendSmaller) { }
    }
}
