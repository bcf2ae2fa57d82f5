using System.Reflection;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Offsets;
using StreamLift.Lifter;

namespace StreamLift.Ingest.Tests;

public sealed class CommittedPositionsTests
{
    private static readonly List<TopicPartition> Two = [new("in", 0), new("in", 1)];
    private readonly IConsumer<Ignore, Ignore> _consumer = DispatchProxy.Create<IConsumer<Ignore, Ignore>, Client>();

    private Client Broker => (Client)(object)_consumer;

    [Fact]
    public void Assigned_partition_starts_at_its_committed_offset_or_else_the_configured_reset()
    {
        Assert.Equal([(0, 7L), (1, Offset.Beginning.Value)], Places(Made(Offset.Beginning)));
        Assert.Equal([(0, 7L), (1, Offset.End.Value)], Places(Made(Offset.End)));
    }

    [Fact]
    public void Offset_held_by_an_open_transaction_is_awaited_per_partition_and_then_sought()
    {
        var rebalance = Made(Offset.Beginning);
        Broker.Held = [0, 1];
        Assert.Equal([(0, 900), (1, 901)], Places(rebalance));
        Assert.Empty(rebalance.Held.Current);
        Assert.All(Two, partition => Assert.True(rebalance.IsAwaited(partition)));
        Assert.Null(rebalance.Held.Take("in", 0, 900)); // what comes at the end meanwhile

        Broker.Held = [0];
        Until(rebalance, () => Broker.Sought.Count == 1);
        Assert.Equal([1], rebalance.Held.Current.Select(origin => origin.Partition));

        Broker.Held = [];
        Broker.RefusesSeeks = 2; // the client has not begun with it yet
        Until(rebalance, () => Broker.Sought.Count == 2);
        Assert.Equal([(1, Offset.Beginning.Value), (0, 7L)], Broker.Sought);
        Assert.Equal(2, rebalance.Held.Current.Count);
        Assert.NotNull(rebalance.Held.Take("in", 0, 7));
    }

    [Fact]
    public void Partition_revoked_while_its_offset_is_awaited_is_not_sought()
    {
        var rebalance = Made(Offset.Beginning);
        Broker.Held = [0, 1];
        Places(rebalance);
        rebalance.Revoked([new TopicPartitionOffset(Two[1], Offset.Unset)]);
        Assert.Equal((true, false), (rebalance.IsAwaited(Two[0]), rebalance.IsAwaited(Two[1])));
        Broker.Held = [];
        Until(rebalance, () => Broker.Sought.Count == 1);
        rebalance.Place(_consumer);
        Assert.Equal([(0, 7L)], Broker.Sought);
        Assert.Equal([0], rebalance.Held.Current.Select(origin => origin.Partition));
    }

    [Fact]
    public void Permanent_error_while_awaiting_committed_offsets_ends_the_lane()
    {
        var rebalance = Made(Offset.Beginning);
        Broker.Held = [0, 1];
        Broker.Error = ErrorCode.GroupAuthorizationFailed;
        Places(rebalance);
        Assert.Empty(rebalance.Held.Current);
        Assert.Equal(ErrorCode.GroupAuthorizationFailed, Assert.Throws<KafkaException>(() => rebalance.Place(_consumer)).Error.Code);
    }

    [Fact]
    public void Stopping_lane_waits_for_the_offset_request_under_way_and_sends_no_other()
    {
        var rebalance = Made(Offset.Beginning);
        Broker.Held = [0, 1];
        Places(rebalance);
        rebalance.Place(_consumer);
        Assert.True(rebalance.EndPlacing());
        var asked = Broker.Asked;
        rebalance.Place(_consumer);
        Assert.Equal(asked, Broker.Asked);
    }

    private static Rebalance Made(Offset none) =>
        new(
            new OffsetLedger((_, _) => { }),
            _ => { },
            _ => { },
            new FencingPolicy(TimeProvider.System),
            NullLogger.Instance,
            new StartOffsetResolver(none, NullLogger.Instance)
        );

    private void Until(Rebalance rebalance, Func<bool> isSo) =>
        Assert.True(
            SpinWait.SpinUntil(
                () =>
                {
                    rebalance.Place(_consumer);
                    return isSo();
                },
                TimeSpan.FromMinutes(1)
            )
        );

    private List<(int Partition, long Offset)> Places(Rebalance rebalance) =>
        [.. rebalance.Assigned(_consumer, Two).Select(to => (to.Partition.Value, to.Offset.Value))];

    /// <summary>A client whose group has 7 committed for partition 0 and nothing for any other, as far as no transaction holds it.</summary>
    public class Client : DispatchProxy
    {
        public volatile int[] Held = [];

        public ErrorCode Error { get; set; } = ErrorCode.UnstableOffsetCommit;

        public int Asked { get; private set; }

        public int RefusesSeeks { get; set; }

        public List<(int Partition, long Offset)> Sought { get; } = [];

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name == "Seek")
            {
                var to = (TopicPartitionOffset)args![0]!;
                if (RefusesSeeks-- > 0)
                    throw new KafkaException(ErrorCode.Local_State);
                Sought.Add((to.Partition.Value, to.Offset.Value));
                return null;
            }

            if (targetMethod.Name == "QueryWatermarkOffsets")
                return new WatermarkOffsets(0, 900 + ((TopicPartition)args![0]!).Partition.Value);
            Assert.Equal("Committed", targetMethod.Name);
            Asked++;
            var partitions = (IEnumerable<TopicPartition>)args![0]!;
            if (partitions.Any(partition => Held.Contains(partition.Partition.Value)))
                throw new KafkaException(Error);
            return partitions.Select(partition => new TopicPartitionOffset(partition, partition.Partition.Value == 0 ? 7 : Offset.Unset)).ToList();
        }
    }
}
