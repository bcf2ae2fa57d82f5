using System.Reflection;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Offsets;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;

namespace StreamLift.Ingest.Tests.Offsets;

public sealed class RewindTests
{
    private readonly OffsetLedger _ledger = new((_, _) => { });
    private readonly Rebalance _rebalance;
    private readonly Rewind _rewind;
    private readonly IConsumer<Ignore, Ignore> _consumer = DispatchProxy.Create<IConsumer<Ignore, Ignore>, Client>();

    public RewindTests()
    {
        _rebalance = new Rebalance(_ledger, _ => { }, _ => { }, new FencingPolicy(TimeProvider.System), NullLogger.Instance);
        _rewind = new Rewind(_ledger, _rebalance, new EndOffsetTracker(null), NullLogger.Instance);
        _rebalance.Assigned(_consumer, [new TopicPartition("in", 0), new TopicPartition("in", 1)]);
    }

    private Assignments Held => _rebalance.Held;

    private List<TopicPartitionOffset> Sought => ((Client)(object)_consumer).Sought;

    [Fact]
    public void Rewind_seeks_to_the_committed_offset_or_else_to_the_first_record_read()
    {
        Take(0, 7)!.Read(7);
        Take(1, 20)!.Read(20);
        ((Client)(object)_consumer).Committed[1] = 18;
        _rewind.Ask();
        _rewind.Go(_consumer);
        Assert.Equal([("in", 0, 7L), ("in", 1, 18L)], Sought.Select(to => (to.Topic, to.Partition.Value, to.Offset.Value)));
    }

    [Fact]
    public void First_record_that_arrives_between_abort_and_rewind_is_read_again()
    {
        _rewind.Ask();
        Assert.Null(Take(0, 5));
        Assert.Null(Take(0, 6));
        _rewind.Go(_consumer);
        Assert.Equal([("in", 0, 5L)], Sought.Select(to => (to.Topic, to.Partition.Value, to.Offset.Value)));
        Assert.NotNull(Take(0, 5));
    }

    [Fact]
    public void Rewind_leaves_a_partition_with_nothing_read_where_it_is()
    {
        _rewind.Ask();
        _rewind.Go(_consumer);
        Assert.Empty(Sought);
        Assert.NotNull(Take(0, 0));
    }

    private AssignedPartition? Take(int partition, long offset) => Held.Take("in", partition, offset);

    /// <summary>A client of which only its committed offsets and where it was sent to matter.</summary>
    public class Client : DispatchProxy
    {
        public Dictionary<int, long> Committed { get; } = [];

        public List<TopicPartitionOffset> Sought { get; } = [];

        protected override object? Invoke(MethodInfo? method, object?[]? arguments)
        {
            switch (method?.Name)
            {
                case nameof(IConsumer<Ignore, Ignore>.Committed):
                    return ((IEnumerable<TopicPartition>)arguments![0]!)
                        .Select(partition => new TopicPartitionOffset(
                            partition,
                            Committed.TryGetValue(partition.Partition.Value, out var offset) ? offset : Offset.Unset
                        ))
                        .ToList();
                case nameof(IConsumer<Ignore, Ignore>.Seek):
                    Sought.Add((TopicPartitionOffset)arguments![0]!);
                    return null;
                default:
                    throw new NotSupportedException(method?.Name);
            }
        }
    }
}
