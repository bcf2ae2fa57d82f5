using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Offsets;
using StreamLift.Ingest.Partitions;
using StreamLift.Lanes;
using StreamLift.Tests;

namespace StreamLift.Ingest.Tests;

/// <summary>A lane's assignments and what handles them, on a scripted client.</summary>
internal sealed class Partitioned
{
    public Partitioned(TimeProvider? clock = null, bool resolvesStarts = false, Offset? none = null)
    {
        Fencing = new FencingPolicy(clock ?? TimeProvider.System);
        Starts = resolvesStarts ? new StartOffsetResolver(none ?? Offset.Beginning, NullLogger.Instance) : null;
        Rebalance = new RebalanceHandler(Partitions, Stage, Starts, Fencing, Finished.AddRange, NullLogger.Instance);
    }

    public ScriptedPartitionClient Client { get; } = new();

    public AssignedPartitions Partitions { get; } = new();

    public CountingStage Stage { get; } = new();

    public FencingPolicy Fencing { get; }

    public StartOffsetResolver? Starts { get; }

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
