using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Records;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;

namespace StreamLift.Ingest.Tests;

public sealed class BackPressureTests
{
    private readonly Assignments _held = new();
    private readonly BatchPool _pool = new(1, 8, 34);
    private readonly BackPressure _pressure;
    private readonly IConsumer<Consumed, Consumed> _consumer;
    private readonly List<(string Call, string Partitions)> _asked = [];
    private int _polls;

    public BackPressureTests()
    {
        (_consumer, var script) = ScriptedConsumer.Make();
        foreach (var call in (string[])["Pause", "Resume"])
            script.On(call, arguments => Note(call, (IEnumerable<TopicPartition>)arguments[0]!));
        _pressure = new BackPressure(_pool, _held, NullLogger.Instance);
        _held.Assign("in", 0);
        _held.Assign("in", 1);
    }

    [Fact]
    public void With_a_free_batch_nothing_is_paused_and_nothing_polled()
    {
        Assert.NotNull(Take());
        Assert.Empty(_asked);
        Assert.Equal(0, _polls);
    }

    [Fact]
    public void Lane_without_a_free_batch_pauses_partitions_once_polls_on_and_resumes()
    {
        var batch = Take()!;
        Assert.Null(Take());
        Assert.Null(Take());
        Assert.Equal([("Pause", "0,1")], _asked);
        Assert.Equal(2, _polls);

        _held.Assign("in", 2); // the next poll gave it
        Assert.Null(Take());
        Assert.Equal(("Pause", "2"), _asked[^1]);

        _pool.Return(batch);
        Assert.Same(batch, Take());
        Assert.Equal(("Resume", "0,1,2"), _asked[^1]);
        _pool.Return(batch);
        Assert.Same(batch, Take());
        Assert.Equal(3, _asked.Count);
    }

    [Fact]
    public void Revoked_partition_that_was_paused_is_resumed_once_before_it_goes()
    {
        var batch = Take()!;
        Assert.Null(Take());
        var going = _held.Find("in", 1)!;
        _pressure.Release(_consumer, [going]);
        Assert.Equal(("Resume", "1"), _asked[^1]);
        _held.Remove("in", 1);
        _pool.Return(batch);
        Assert.NotNull(Take());
        Assert.Equal(("Resume", "0"), _asked[^1]);
    }

    [Fact]
    public void A_partition_that_was_not_paused_is_not_resumed_when_it_goes()
    {
        _pressure.Release(_consumer, _held.Current);
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task A_record_that_came_all_the_same_waits_for_a_batch_until_the_lane_is_told_to_stop()
    {
        using var stop = new CancellationTokenSource();
        var batch = Take()!;
        var waiting = Task.Run(() => _pressure.Await(stop.Token, CancellationToken.None));
        _pool.Return(batch);
        Assert.Same(batch, await waiting);
        await stop.CancelAsync();
        Assert.Null(_pressure.Await(stop.Token, CancellationToken.None));
        Assert.Null(_pressure.Await(CancellationToken.None, stop.Token));
    }

    private LiftBatch? Take() => _pressure.Take(_consumer, _ => _polls++);

    private object? Note(string call, IEnumerable<TopicPartition> partitions)
    {
        _asked.Add((call, string.Join(',', partitions.Select(partition => partition.Partition.Value).Order())));
        return null;
    }
}
