using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Ingest.Partitions;
using StreamLift.Lanes;
using StreamLift.Tests;

namespace StreamLift.Ingest.Tests.Partitions;

public sealed class BackPressureTests
{
    private readonly AssignedPartitions _partitions = new();
    private readonly BatchPool _pool = new(1, () => new CountingBatch());
    private readonly BackPressure _pressure;
    private readonly ScriptedPartitionClient _client = new();
    private int _polls;

    public BackPressureTests()
    {
        _pressure = new BackPressure(_pool, _partitions, NullLogger.Instance);
        _partitions.Assign("in", 0);
        _partitions.Assign("in", 1);
    }

    [Fact]
    public void With_a_free_batch_nothing_is_paused_and_nothing_polled()
    {
        Assert.NotNull(Take());
        Assert.Empty(_client.Calls);
        Assert.Equal(0, _polls);
    }

    [Fact]
    public void Lane_without_a_free_batch_pauses_partitions_once_polls_on_and_resumes()
    {
        var batch = Take()!;
        Assert.Null(Take());
        Assert.Null(Take());
        Assert.Equal(["Pause 0,1"], _client.Calls);
        Assert.Equal(2, _polls);

        _partitions.Assign("in", 2); // during the last poll
        Assert.Null(Take());
        Assert.Equal("Pause 2", _client.Calls[^1]);

        _pool.Return(batch);
        Assert.Same(batch, Take());
        Assert.Equal("Resume 0,1,2", _client.Calls[^1]);
        _pool.Return(batch);
        Assert.Same(batch, Take());
        Assert.Equal(3, _client.Calls.Count);
    }

    [Fact]
    public void Revoked_partition_that_was_paused_is_resumed_once_before_it_goes()
    {
        var batch = Take()!;
        Assert.Null(Take());
        var revoked = _partitions.Find("in", 1)!;
        BackPressure.Resume(_client, [revoked]);
        Assert.Equal("Resume 1", _client.Calls[^1]);
        _partitions.Revoke(revoked);
        _pool.Return(batch);
        Assert.NotNull(Take());
        Assert.Equal("Resume 0", _client.Calls[^1]);
    }

    [Fact]
    public void Partition_that_was_not_paused_is_not_resumed_when_it_goes()
    {
        BackPressure.Resume(_client, _partitions.Current);
        Assert.Empty(_client.Calls);
    }

    [Fact]
    public async Task Record_of_a_paused_partition_waits_for_a_batch_until_the_lane_is_told_to_stop()
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

    private RecordBatch? Take() => _pressure.Take(_client, _ => _polls++);
}
