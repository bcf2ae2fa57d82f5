using System.Reflection;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Offsets;
using StreamLift.Lifter;

namespace StreamLift.Ingest.Tests;

public sealed class LagTests
{
    private readonly IConsumer<Ignore, Ignore> _consumer = DispatchProxy.Create<IConsumer<Ignore, Ignore>, Client>();
    private readonly Rebalance _rebalance = new(
        new OffsetLedger((_, _) => { }),
        _ => { },
        _ => { },
        new FencingPolicy(TimeProvider.System),
        NullLogger.Instance
    );

    private long? Lag => _rebalance.Lag(_consumer).Select(lag => (long?)lag.Records).SingleOrDefault();

    [Fact]
    public void Lag_counts_from_the_delivered_offset_and_before_that_from_the_first_read_one()
    {
        _rebalance.Assigned(_consumer, [new("in", 0)]);
        Assert.Null(Lag); // where reading begins is not known
        var origin = Assert.Single(_rebalance.Held.Current);
        origin.Read(5);
        origin.Read(6);
        Assert.Equal(7, Lag);
        _rebalance.Watermark(origin, 10);
        Assert.Equal(2, Lag);
    }

    [Fact]
    public void Lag_after_a_rewind_counts_from_the_first_record_read_again()
    {
        _rebalance.Assigned(_consumer, [new("in", 0)]);
        var before = Assert.Single(_rebalance.Held.Current);
        before.Read(5);
        _rebalance.Watermark(before, 10);
        _rebalance.Renew(before);
        Assert.Null(Lag);
        _rebalance.Held.Current[0].Read(8);
        Assert.Equal(4, Lag);
    }

    /// <summary>A client that knows of 12 records.</summary>
    private class Client : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? method, object?[]? arguments) =>
            method!.Name == nameof(IConsumer<Ignore, Ignore>.GetWatermarkOffsets) ? new WatermarkOffsets(0, 12) : throw new NotSupportedException(method.Name);
    }
}
