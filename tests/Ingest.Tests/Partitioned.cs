using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Offsets;
using StreamLift.Ingest.Partitions;
using StreamLift.Ingest.State;
using StreamLift.Lanes;
using StreamLift.Tests;

namespace StreamLift.Ingest.Tests;

/// <summary>A lane's assignments and what handles them, on a scripted client.</summary>
internal sealed class Partitioned
{
    public Partitioned(TimeProvider? clock = null, bool resolvesStarts = false, Offset? none = null)
        : this(clock ?? TimeProvider.System, resolvesStarts, none, null, NullLogger.Instance) { }

    /// <summary>Of a stage with state.</summary>
    public Partitioned(Func<IStateClient> states, StateTopic topic, ILogger log, TimeProvider? clock = null)
        : this(clock ?? TimeProvider.System, true, null, (topic, states), log) { }

    private Partitioned(TimeProvider clock, bool resolvesStarts, Offset? none, (StateTopic Topic, Func<IStateClient> Connect)? state, ILogger log)
    {
        Fencing = new FencingPolicy(clock);
        if (state is var (topic, connect))
            State = new StateRestorer(topic, Stage, new StateTopicReader(topic, connect, clock, log), log);
        Starts = resolvesStarts ? new StartOffsetResolver(none ?? Offset.Beginning, log, State) : null;
        Rebalance = new RebalanceHandler(Partitions, Stage, Starts, Fencing, Finished.AddRange, log, State);
    }

    public ScriptedPartitionClient Client { get; } = new();

    public AssignedPartitions Partitions { get; } = new();

    public CountingStage Stage { get; } = new();

    public FencingPolicy Fencing { get; }

    public StartOffsetResolver? Starts { get; }

    public StateRestorer? State { get; }

    public RebalanceHandler Rebalance { get; }

    /// <summary>Revoked partitions that were to be delivered and committed first.</summary>
    public List<AssignedPartition> Finished { get; } = [];

    /// <summary>Assigns partitions of topic "in".</summary>
    public List<(int Partition, long Offset)> Assign(params IEnumerable<int> numbers) =>
        [
            .. Rebalance
                .OnAssigned(Client, [.. numbers.Select(number => new TopicPartition("in", number))])
                .Select(start => (start.Partition.Value, start.Offset.Value)),
        ];

    public void Revoke(params IEnumerable<int> numbers) => Rebalance.OnRevoked(Client, Offsets(numbers));

    public void Lose(params IEnumerable<int> numbers) => Rebalance.OnLost(Client, Offsets(numbers));

    public AssignedPartition Of(int number) => Partitions.Find("in", number) ?? throw new InvalidOperationException($"partition {number} is not assigned");

    private static List<TopicPartitionOffset> Offsets(IEnumerable<int> numbers) =>
        [.. numbers.Select(number => new TopicPartitionOffset("in", number, Offset.Unset))];
}
