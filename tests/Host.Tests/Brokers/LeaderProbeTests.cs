using Confluent.Kafka;
using StreamLift.Host.Brokers;

namespace StreamLift.Host.Tests.Brokers;

public sealed class LeaderProbeTests
{
    private const string Servers = "boot:9092";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly SkippingClock _clock = new();
    private readonly Dictionary<int, string> _unreachable = [];
    private Metadata? _metadata;
    private int _asked;

    [Fact]
    public async Task Leaders_that_take_connections_end_the_wait_at_the_first_look()
    {
        _metadata = Cluster([1, 2], ("in", [1, 2]));
        await AwaitAsync("in");
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task A_leader_at_an_address_that_cannot_be_reached_is_named_with_who_advertises_it()
    {
        _metadata = Cluster([1, 2], ("in", [1, 2, 1]), ("out", [1, 1]));
        _unreachable[1] = "its name can't be resolved";
        var error = await Assert.ThrowsAsync<BrokerException>(() => AwaitAsync("in", "out"));
        Assert.Equal(
            [
                "broker 1 at host-1:9092 can't be reached (its name can't be resolved); this address is advertised by boot:9092: see the broker's "
                    + "advertised.listeners (it leads topic in, partitions 0 and 2; topic out)",
            ],
            error.Problems
        );
    }

    [Fact]
    public async Task A_broker_that_leads_no_needed_partition_may_be_down()
    {
        _metadata = Cluster([1, 2], ("in", [1]), ("other", [2]));
        _unreachable[2] = "connection refused";
        await AwaitAsync("in");
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task A_leader_that_comes_back_within_the_limit_is_no_error()
    {
        _metadata = Cluster([1], ("in", [1]));
        _unreachable[1] = "connection refused";
        await AwaitAsync("in", () =>
        {
            if (_asked == 5)
                _unreachable.Clear();
        });
        Assert.Equal(5, _asked);
    }

    [Fact]
    public async Task A_partition_that_gets_another_leader_within_the_limit_is_no_error()
    {
        _metadata = Cluster([1, 2], ("in", [-1]));
        await AwaitAsync("in", () => _metadata = _asked == 3 ? Cluster([1, 2], ("in", [2])) : _metadata);
        Assert.Equal(4, _asked); // the change follows the third answer
    }

    [Fact]
    public async Task All_problems_are_told_at_once()
    {
        _metadata = Cluster([1, 3], ("in", [1, -1]), ("out", [3, 3]));
        (_unreachable[1], _unreachable[3]) = ("connection refused", "no answer within 3 s");
        var error = await Assert.ThrowsAsync<BrokerException>(() => AwaitAsync("in", "out"));
        Assert.Equal(
            ["broker 1 at host-1:9092", "broker 3 at host-3:9092", "topic in, partition 1 has no leader"],
            error.Problems.Select(problem => string.Join(' ', problem.Split(' ').Take(problem.StartsWith("topic", StringComparison.Ordinal) ? 7 : 4)))
        );
    }

    [Fact]
    public async Task A_wait_without_any_answer_never_ends_as_if_all_were_well()
    {
        var error = await Assert.ThrowsAsync<BrokerException>(() => AwaitAsync("in"));
        Assert.Equal("no broker answers at boot:9092 within 5 s", error.Message);
    }

    [Fact]
    public async Task Any_broker_that_takes_connections_will_do_where_any_is_asked_for()
    {
        _metadata = Cluster([1, 2]);
        _unreachable[1] = "connection refused";
        await Probe().AwaitAnyAsync(CancellationToken.None);
        _unreachable[2] = "no route to it";
        var error = await Assert.ThrowsAsync<BrokerException>(() => Probe().AwaitAnyAsync(CancellationToken.None));
        Assert.Equal(2, error.Problems.Count);
    }

    [Theory]
    [InlineData("lifters", 1)]
    [InlineData("streamlift", 2)]
    public async Task Coordinator_of_the_group_is_needed_as_a_leader_is(string group, int coordinator)
    {
        _metadata = Cluster([1, 2], ("in", [3 - coordinator]), ("__consumer_offsets", [1, 2, 1]));
        _unreachable[coordinator] = "connection refused";
        await AwaitAsync("in");
        var error = await Assert.ThrowsAsync<BrokerException>(() => Probe().AwaitLeadersAsync(["in"], group, CancellationToken.None));
        Assert.EndsWith($"(it leads topic __consumer_offsets (of group {group}))", error.Message, StringComparison.Ordinal);
        _unreachable.Clear();
        await Probe().AwaitLeadersAsync(["in"], group, CancellationToken.None);
    }

    [Fact]
    public async Task A_stop_ends_the_wait_for_a_leader()
    {
        _metadata = Cluster([1], ("in", [-1]));
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Probe(() =>
                {
                    if (_asked == 2)
                        stop.Cancel();
                })
                .AwaitLeadersAsync(["in"], null, stop.Token)
        );
    }

    private static Metadata Cluster(int[] brokers, params (string Topic, int[] Leaders)[] topics) =>
        new(
            [.. brokers.Select(broker => new BrokerMetadata(broker, $"host-{broker}", 9092))],
            [
                .. topics.Select(topic => new TopicMetadata(
                    topic.Topic,
                    [.. topic.Leaders.Select((leader, number) => new PartitionMetadata(number, leader, [leader < 0 ? 9 : leader], [], ErrorCode.NoError))],
                    ErrorCode.NoError
                )),
            ],
            1,
            "boot"
        );

    private Task AwaitAsync(params string[] topics) => Probe().AwaitLeadersAsync(topics, null, CancellationToken.None);

    private Task AwaitAsync(string topic, Action onAsked) => Probe(onAsked).AwaitLeadersAsync([topic], null, CancellationToken.None);

    private LeaderProbe Probe(Action? onAsked = null) =>
        new(
            Servers,
            Limit,
            () =>
            {
                _asked++;
                var answer = _metadata;
                onAsked?.Invoke();
                return answer;
            },
            (broker, _, _) => Task.FromResult(_unreachable.GetValueOrDefault(broker.BrokerId)),
            _clock
        );
}
