using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Ingest.Offsets;
using StreamLift.Ingest.Partitions;
using StreamLift.Ingest.Records;
using StreamLift.Lanes;
using StreamLift.Tests;
using StreamLift.Wire;

namespace StreamLift.Ingest.Tests;

public sealed class OpenBatchTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly IngestTelemetry _telemetry;
    private readonly AssignedPartitions _partitions = new();
    private readonly CountingStage _stage = new() { RunsInline = false };
    private readonly BatchPool _pool;
    private readonly OrderedBatchQueue _queue = new(4);
    private readonly ScriptedPartitionClient _client = new();
    private readonly OpenBatch _open;
    private int _polls;

    public OpenBatchTests()
    {
        _telemetry = new IngestTelemetry(_services.GetRequiredService<IMeterFactory>(), new StageName("lift"));
        _pool = new BatchPool(1, _stage.CreateBatch);
        var context = new IngestContext
        {
            Lane = 0,
            Options = new IngestOptions { DrainTimeout = TimeSpan.FromSeconds(1) },
            Stage = _stage,
            Pool = _pool,
            Executor = new LaneExecutor(_stage, _queue, 1),
            Policy = new BatchPolicy(8, TimeSpan.Zero, TimeProvider.System),
            OutputLimit = int.MaxValue,
            Topics = ["in"],
            End = new EndOffsetTracker(null),
            Telemetry = _telemetry,
            OnBrokerError = _ => { },
            Clock = TimeProvider.System,
        };
        _open = new OpenBatch(context, new RecordDeserializer(_stage, InputEncoding.Json), _partitions, NullLogger.Instance);
        _partitions.Assign("in", 0);
        _partitions.Assign("in", 1);
    }

    public void Dispose()
    {
        _telemetry.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void With_a_free_batch_nothing_is_paused_and_nothing_polled()
    {
        TryOpen();
        Assert.True(_open.IsOpen);
        Assert.Empty(_client.Calls);
        Assert.Equal(0, _polls);
    }

    [Fact]
    public void Lane_without_a_free_batch_pauses_partitions_once_polls_on_and_resumes()
    {
        var batch = _pool.Take(TimeSpan.Zero)!;
        TryOpen();
        TryOpen();
        Assert.False(_open.IsOpen);
        Assert.Equal(["Pause 0,1"], _client.Calls);
        Assert.Equal(2, _polls);

        _partitions.Assign("in", 2); // during the last poll
        TryOpen();
        Assert.Equal("Pause 2", _client.Calls[^1]);

        _pool.Return(batch);
        TryOpen();
        Assert.True(_open.IsOpen);
        Assert.Equal(["Pause 0,1", "Pause 2", "Resume 0,1,2"], _client.Calls);
        Assert.Equal(3, _polls);
    }

    [Fact]
    public void Revoked_partition_that_was_paused_is_resumed_once_before_it_goes()
    {
        var batch = _pool.Take(TimeSpan.Zero)!;
        TryOpen();
        var revoked = _partitions.Find("in", 1)!;
        Assert.Equal(1, AssignedPartitions.ResumePaused(_client, [revoked]));
        Assert.Equal("Resume 1", _client.Calls[^1]);
        _partitions.Revoke(revoked);
        _pool.Return(batch);
        TryOpen();
        Assert.Equal("Resume 0", _client.Calls[^1]);
    }

    [Fact]
    public void Partition_that_was_not_paused_is_not_resumed_when_it_goes()
    {
        Assert.Equal(0, AssignedPartitions.ResumePaused(_client, _partitions.Current));
        Assert.Empty(_client.Calls);
    }

    [Fact]
    public async Task Record_of_a_paused_partition_waits_for_a_batch_until_the_lane_is_told_to_stop()
    {
        using var stop = new CancellationTokenSource();
        var batch = _pool.Take(TimeSpan.Zero)!;
        await stop.CancelAsync();
        Assert.False(_open.WaitToOpen(stop.Token, CancellationToken.None));
        Assert.False(_open.WaitToOpen(CancellationToken.None, stop.Token));
        var waiting = Task.Run(() => _open.WaitToOpen(CancellationToken.None, CancellationToken.None));
        _pool.Return(batch);
        Assert.True(await waiting);
        Assert.True(_open.IsOpen);
    }

    [Fact]
    public void Batch_without_records_is_returned_to_the_pool_and_not_submitted()
    {
        TryOpen();
        _open.Submit();
        Assert.False(_open.IsOpen);
        Assert.Equal(1, _pool.Free);
        Assert.False(_queue.HasProcessed);
    }

    private void TryOpen() => _open.TryOpen(_client, _ => _polls++);
}
