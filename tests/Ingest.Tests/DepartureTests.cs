using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Offsets;
using StreamLift.Ingest.Records;
using StreamLift.Tests;

namespace StreamLift.Ingest.Tests;

public sealed class DepartureTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private readonly IConsumer<Consumed, Consumed> _consumer;
    private readonly ScriptedConsumer _script;
    private readonly Rebalance _rebalance;
    private readonly FencingPolicy _rejoin;
    private LaneClient? _client;

    public DepartureTests()
    {
        (_consumer, _script) = ScriptedConsumer.Make();
        _rejoin = new FencingPolicy(_clock);
        _rebalance = new Rebalance(new OffsetLedger((_, _) => { }), _ => { }, _ => { }, _rejoin, NullLogger.Instance);
        _script.On("Consume", _ =>
        {
            _clock.Advance(TimeSpan.FromSeconds(0.5));
            return null;
        });
    }

    public void Dispose() => _client?.Dispose();

    [Fact]
    public void A_member_with_partitions_commits_then_leaves()
    {
        _rebalance.Assigned(_consumer, [new TopicPartition("in", 0)]);
        Assert.True(Made(isStatic: false).Go(Limit));
        Assert.Equal(["Commit", "Unsubscribe", "Close"], _script.Calls);
        Assert.True(_rebalance.Closing); // the partitions that Close gives back are committed already
    }

    [Fact]
    public void A_static_member_does_not_unsubscribe_and_so_keeps_its_place()
    {
        _rebalance.Assigned(_consumer, [new TopicPartition("in", 0)]);
        Assert.True(Made(isStatic: true).Go(Limit));
        Assert.Equal(["Commit", "Close"], _script.Calls);
    }

    [Fact]
    public void A_member_that_is_being_taken_in_polls_until_it_is()
    {
        var polls = 0;
        _script.On("Consume", _ =>
        {
            if (++polls == 3)
                _rebalance.Assigned(_consumer, []);
            return null;
        });
        Assert.True(Made(isStatic: false).Go(Limit));
        Assert.Equal(["Consume", "Consume", "Consume", "Commit", "Unsubscribe", "Close"], _script.Calls);
    }

    [Fact]
    public void A_member_that_is_never_taken_in_leaves_after_four_seconds()
    {
        Assert.True(Made(isStatic: false).Go(Limit));
        Assert.Equal(9, _script.Count("Consume")); // half a second each
        Assert.Equal("Close", _script.Calls[^1]);
    }

    [Fact]
    public void A_commit_refused_during_a_rebalance_is_tried_again_between_polls()
    {
        _rebalance.Assigned(_consumer, [new TopicPartition("in", 0)]);
        _script.On("Commit", _ => _script.Count("Commit") < 3 ? throw new KafkaException(ErrorCode.RebalanceInProgress) : null);
        Assert.True(Made(isStatic: false).Go(Limit));
        Assert.Equal(["Commit", "Consume", "Commit", "Consume", "Commit", "Unsubscribe", "Close"], _script.Calls);
    }

    [Fact]
    public void Member_leaves_the_group_though_its_last_commit_is_refused_for_the_whole_limit()
    {
        _rebalance.Assigned(_consumer, [new TopicPartition("in", 0)]);
        _script.Fails("Commit", new KafkaException(ErrorCode.RebalanceInProgress));
        Assert.True(Made(isStatic: false).Go(Limit));
        Assert.True(_clock.GetElapsedTime(0) > Limit);
        Assert.Equal("Close", _script.Calls[^1]);
    }

    [Fact]
    public void A_poll_that_fails_while_leaving_does_not_stop_it()
    {
        _script.On("Consume", _ =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            throw new ConsumeException(new ConsumeResult<byte[], byte[]>(), new Error(ErrorCode.Local_Transport));
        });
        Assert.True(Made(isStatic: false).Go(Limit));
        Assert.Equal("Close", _script.Calls[^1]);
    }

    private GroupExit Made(bool isStatic)
    {
        _client = new LaneClient(() => _consumer, ["in"], isStatic, _rebalance, _rejoin, NullLogger.Instance);
        return new GroupExit(_client, new OffsetCommitter(_client, isOwn: true, _rebalance, NullLogger.Instance), _rebalance, _clock);
    }
}
