using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Ingest.Offsets;
using StreamLift.Ingest.State;
using StreamLift.Lanes;
using StreamLift.Poses;
using StreamLift.Tests;

namespace StreamLift.Ingest.Tests.State;

/// <summary>From the assignment of a partition to the state in its stage, on scripted clients.</summary>
public sealed class StateRestorerTests : IDisposable
{
    private static readonly StateTopic Topic = new("states", "group");

    private readonly ScriptedStateClient _states = new();
    private readonly Lines _log = new();
    private readonly Partitioned _lane;

    public StateRestorerTests() => _lane = new Partitioned(states: () => _states, topic: Topic, log: _log);

    public void Dispose() => _lane.State!.End();

    [Fact]
    public void Assigned_partition_is_paused_until_its_stage_has_the_newest_state_of_each_key()
    {
        _states.Add(0, "in/a", "1", offset: 3);
        _states.Add(0, "in/b", "1", offset: 4);
        _states.Add(0, "in/gone", "1", offset: 5);
        _states.Add(0, "in/a", "2", offset: 6);
        _states.Add(0, "in/gone", null, offset: 7);
        _states.Add(0, "other/a", "99", offset: 7);
        _states.Add(1, "in/c", "5", offset: 7);
        _lane.Client.CommittedOffsets[0] = 8;
        Assert.Equal([(0, 8L)], _lane.Assign(0));
        Assert.True(_lane.Of(0).AwaitsStart);
        Assert.Null(_lane.Partitions.Accept("in", 0, 8));

        Restored(0);
        Assert.Equal(["a=2 @6", "b=1 @4"], _lane.Stage.Counts(_lane.Of(0)).Order(StringComparer.Ordinal));
        Assert.NotNull(_lane.Partitions.Accept("in", 0, 8));
        Assert.Equal("Seek 0@8", _lane.Client.Calls[^1]);
        Assert.Contains(_log.Said, line => line.Contains("state read: 2 keys", StringComparison.Ordinal));
    }

    [Fact]
    public void State_is_read_up_to_the_end_of_a_transaction_that_is_still_open()
    {
        _states.Add(0, "in/a", "1", offset: 3);
        _states.Add(0, "in/a", "2", offset: 6);
        _states.Stable = 1; // the offsets are committed already, this partition's marker is not written yet
        _lane.Client.CommittedOffsets[0] = 6;
        _lane.Assign(0);
        for (var i = 0; i < 20; i++)
        {
            _lane.State!.Turn(_lane.Client);
            Thread.Sleep(5);
        }

        Assert.True(_lane.Of(0).AwaitsStart);
        _states.Stable = long.MaxValue;
        Restored(0);
        Assert.Equal(["a=2 @6"], _lane.Stage.Counts(_lane.Of(0)));
    }

    [Fact]
    public void State_is_not_asked_for_before_the_start_offset_is_known()
    {
        var asked = 0;
        _states.OnOffsets = _ => Interlocked.Increment(ref asked);
        _lane.Client.HeldBack = [0];
        _lane.Assign(0, 1);
        _lane.Client.HeldBack = [0];
        UntilKnown(1);
        Assert.True(_lane.Of(0).AwaitsStart);
        Assert.Equal(1, asked);
        _lane.Client.CommittedOffsets[0] = 4;
        _lane.Client.HeldBack = [];
        UntilKnown(0);
        Assert.Equal(2, asked);
        Assert.Equal("Seek 0@4", _lane.Client.Calls[^1]);
    }

    [Fact]
    public void Partition_that_is_revoked_while_its_state_is_read_gets_none()
    {
        _states.Add(0, "in/a", "1", offset: 3);
        _states.Stable = 0;
        _lane.Assign(0);
        var former = _lane.Of(0);
        _lane.Revoke(0);
        _states.Stable = long.MaxValue;
        _lane.Client.CommittedOffsets[0] = 3;
        _lane.Assign(0);
        Restored(0);
        Assert.Equal(1, _lane.Of(0).Generation);
        Assert.True(former.AwaitsStart);
        Assert.Equal([_lane.Of(0)], _lane.Stage.Assigned);
        Assert.Equal(["a=1 @3"], _lane.Stage.Counts(_lane.Of(0)));
    }

    [Fact]
    public void Rewound_partition_reads_its_state_again_whether_records_were_read_or_not()
    {
        _states.Add(0, "in/a", "1", offset: 3);
        _lane.Client.CommittedOffsets[0] = 3;
        _lane.Assign(0, 1);
        Restored(0, 1);
        _lane.Of(0).Read(3);
        _states.Add(0, "in/a", "2", offset: 5);
        _lane.Client.CommittedOffsets[0] = 5;
        var rewind = new RewindHandler(_lane.Partitions, _lane.Rebalance, new EndOffsetTracker(null), _log);
        rewind.Request();
        rewind.Rewind(_lane.Client);
        Assert.True(_lane.Of(0).AwaitsStart && _lane.Of(1).AwaitsStart);
        Restored(0, 1);
        Assert.Equal(["a=2 @5"], _lane.Stage.Counts(_lane.Of(0)));
        Assert.Equal((1, 1), (_lane.Of(0).Generation, _lane.Of(1).Generation));
        Assert.Contains("Seek 0@5", _lane.Client.Calls);
    }

    [Theory]
    [InlineData(12L, 12L, 12L, true)] // exactly once: as it was left
    [InlineData(12L, 8L, 9L, true)] // at least once: killed after the state was written, before the offsets were committed
    [InlineData(12L, 8L, 7L, false)] // moved back
    [InlineData(12L, 8L, null, false)] // the group was deleted
    [InlineData(12L, -1L, null, true)] // killed before its first commit
    public void State_is_used_unless_the_offsets_were_moved_back(long offset, long committed, long? start, bool isUsed)
    {
        _states.Add(0, "in/a", "7", offset, committed);
        if (start is { } known)
            _lane.Client.CommittedOffsets[0] = known;
        _lane.Assign(0);
        Restored(0);
        Assert.Equal(isUsed ? [$"a=7 @{offset}"] : [], _lane.Stage.Counts(_lane.Of(0)));
        Assert.Equal(!isUsed, _log.Said.Any(line => line.Contains("its offsets were moved back", StringComparison.Ordinal)));
    }

    [Fact]
    public void Broker_errors_that_pass_are_retried_and_told_once()
    {
        var errors = 2;
        _states.OnOffsets = _ => _ = errors-- > 0 ? throw new KafkaException(ErrorCode.Local_TimedOut) : 0;
        _states.Add(0, "in/a", "1", offset: 3);
        _lane.Client.CommittedOffsets[0] = 3;
        _lane.Assign(0);
        Restored(0);
        Assert.Equal(["a=1 @3"], _lane.Stage.Counts(_lane.Of(0)));
        Assert.Single(_log.Said, line => line.Contains("retrying until it can", StringComparison.Ordinal));
    }

    [Fact]
    public void Missing_right_to_the_state_topic_ends_the_lane()
    {
        _states.OnOffsets = _ => throw new KafkaException(ErrorCode.TopicAuthorizationFailed);
        _lane.Assign(0);
        var error = Assert.Throws<StateException>(() => Restored(0));
        Assert.StartsWith("the state topic states can't be read: this user has no right to the topic", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Partition_that_the_state_topic_lacks_is_named_and_none_beside_it()
    {
        var clock = new FakeTimeProvider();
        var lane = new Partitioned(() => _states, Topic, _log, clock);
        _states.Add(0, "in/a", "1", offset: 3);
        _states.Stable = 0; // it is still being read
        _states.OnOffsets = partition =>
        {
            if (partition == 0)
                return;
            clock.Advance(TimeSpan.FromSeconds(11)); // longer than a broker needs that has just started
            throw new KafkaException(ErrorCode.Local_UnknownPartition);
        };
        lane.Assign(0, 1);
        var error = Assert.Throws<ConfigurationException>(() =>
        {
            for (var i = 0; i < 6000; i++, Thread.Sleep(5))
                lane.State!.Turn(lane.Client);
        });
        Assert.StartsWith("topic states has no partition 1, which the state of in[1] needs", error.Problems[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("in/a", "many", "group", "topic states[0]: the state of a can't be used: many is no count; run the version that wrote it")]
    [InlineData("in/a", "1", "another", "topic states holds the state of group another, and this is group group: name another topic with --state")]
    [InlineData("a", "1", "group", "topic states[0] holds a record at offset 0 that is not state of StreamLift")]
    public void State_that_can_not_be_used_ends_the_lane_with_one_line(string key, string state, string group, string line)
    {
        _states.Add(0, key, state, offset: 3, group: group);
        _lane.Client.CommittedOffsets[0] = 3;
        _lane.Assign(0);
        Assert.Contains(line, Assert.Throws<ConfigurationException>(() => Restored(0)).Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Client_is_disposed_once_all_is_read_and_made_again_for_the_next_assignment()
    {
        _lane.Assign(0);
        Restored(0);
        Assert.True(SpinWait.SpinUntil(() => _states.Disposed == 1, TimeSpan.FromSeconds(30)));
        _lane.Assign(1);
        Restored(1);
        Assert.True(SpinWait.SpinUntil(() => _states.Disposed == 2, TimeSpan.FromSeconds(30)));
    }

    private void Restored(params int[] numbers) => UntilKnown(numbers);

    private void UntilKnown(params int[] numbers)
    {
        for (var i = 0; numbers.Any(number => _lane.Of(number).AwaitsStart); i++)
        {
            Assert.True(i < 6000, "not restored in time");
            _lane.Starts!.SeekToKnown(_lane.Client);
            _lane.State!.Turn(_lane.Client);
            Thread.Sleep(5);
        }
    }

    private sealed class Lines : ILogger
    {
        private readonly List<string> _said = [];

        public IReadOnlyList<string> Said
        {
            get
            {
                lock (_said)
                    return [.. _said];
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_said)
                _said.Add(formatter(state, exception));
        }
    }
}
