using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Offsets;
using StreamLift.Ingest.Records;
using StreamLift.Tests;

namespace StreamLift.Ingest.Tests;

public sealed class EndElsewhereTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private readonly EndOffsetTracker _end = new(new Dictionary<(string, int), long> { [("in", 0)] = 10, [("in", 1)] = 3 });
    private readonly Rebalance _rebalance;
    private readonly ForeignCommits _elsewhere;
    private readonly IConsumer<Consumed, Consumed> _consumer;
    private readonly ScriptedConsumer _script;
    private readonly Dictionary<int, long> _committed = [];

    public EndElsewhereTests()
    {
        (_consumer, _script) = ScriptedConsumer.Make();
        _script.On("Committed", arguments =>
            ((IEnumerable<TopicPartition>)arguments[0]!)
                .Select(partition => new TopicPartitionOffset(
                    partition,
                    _committed.TryGetValue(partition.Partition.Value, out var offset) ? offset : Offset.Unset
                ))
                .ToList()
        );
        _rebalance = new Rebalance(new OffsetLedger((_, _) => { }), _ => { }, _ => { }, new FencingPolicy(_clock), NullLogger.Instance);
        _elsewhere = new ForeignCommits(_end, _rebalance, _clock);
    }

    [Fact]
    public void Offsets_committed_by_other_members_count_as_read_and_own_partitions_do_not()
    {
        _rebalance.Assigned(_consumer, [new TopicPartition("in", 0)]);
        (_committed[0], _committed[1]) = (10, 3);
        LookAfter(1);
        Assert.False(_end.IsReached);
        _end.Read("in", 0, 10);
        Assert.True(_end.IsReached);
    }

    [Fact]
    public void A_partition_without_a_committed_offset_stays_open()
    {
        _committed[0] = 10;
        LookAfter(1);
        Assert.False(_end.IsReached);
        _committed[1] = 2;
        LookAfter(1);
        Assert.False(_end.IsReached);
        _committed[1] = 3;
        LookAfter(1);
        Assert.True(_end.IsReached);
    }

    [Fact]
    public void The_broker_is_asked_at_most_once_a_second()
    {
        LookAfter(0.9);
        Assert.Equal(0, _script.Count("Committed"));
        LookAfter(0.1);
        LookAfter(0.9);
        Assert.Equal(1, _script.Count("Committed"));
        LookAfter(0.1);
        Assert.Equal(2, _script.Count("Committed"));
    }

    [Fact]
    public void A_broker_that_does_not_answer_is_asked_again_a_second_later()
    {
        _script.Fails("Committed", new KafkaException(ErrorCode.Local_TimedOut));
        LookAfter(1);
        LookAfter(0.5);
        Assert.Equal(1, _script.Count("Committed"));
        LookAfter(0.5);
        Assert.Equal(2, _script.Count("Committed"));
    }

    [Fact]
    public void With_every_open_partition_held_here_or_without_an_end_nobody_is_asked()
    {
        _rebalance.Assigned(_consumer, [new TopicPartition("in", 0), new TopicPartition("in", 1)]);
        LookAfter(1);
        var without = new ForeignCommits(new EndOffsetTracker(null), _rebalance, _clock);
        _clock.Advance(TimeSpan.FromSeconds(2));
        without.Look(_consumer);
        Assert.Empty(_script.Calls);
    }

    private void LookAfter(double seconds)
    {
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        _elsewhere.Look(_consumer);
    }
}
