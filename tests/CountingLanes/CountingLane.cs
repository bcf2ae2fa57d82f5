using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using StreamLift.Ingest;
using StreamLift.Ingest.Offsets;
using StreamLift.Lanes;
using StreamLift.Sink;
using StreamLift.Sink.Records;
using StreamLift.Tests.Brokers;

namespace StreamLift.Tests.CountingLanes;

/// <summary>A lane whose stage does not lift but counts: all of a lane but the lift stage.</summary>
internal sealed class CountingLane : IDisposable
{
    private const int Batches = 6;

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly IngestTelemetry _ingestTelemetry;
    private readonly SinkTelemetry _sinkTelemetry;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _fault = new();
    private readonly ConsumerLane _ingest;
    private readonly SinkLane _sink;
    private readonly LaneExecutor _executor;
    private readonly Task[] _parts;

    /// <summary>Starts it.</summary>
    public CountingLane(CountingLaneOptions options)
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        (_ingestTelemetry, _sinkTelemetry) = (new IngestTelemetry(meters, new StageName("count")), new SinkTelemetry(meters, new StageName("count")));
        var pool = new BatchPool(Batches, Stage.CreateBatch);
        var queue = new OrderedBatchQueue(Batches);
        var state = options.State is { } topic ? new StateTopic(topic, options.Group) : null;
        _executor = new LaneExecutor(Stage, queue, 2);
        var ends = options.UntilEnd ? Topics.EndOffsets(options.Bootstrap, options.Input).Where(end => end.Value > 0).ToDictionary() : null;
        var ingest = new IngestOptions
        {
            Bootstrap = options.Bootstrap,
            Input = options.Input,
            Group = options.Group,
            Guarantee = options.Guarantee,
            UntilEnd = options.UntilEnd,
            Instance = options.Instance,
            CommitInterval = options.CommitInterval,
        };
        var sink = new SinkOptions
        {
            Bootstrap = options.Bootstrap,
            Output = options.Output,
            DeadLetters = options.Letters,
            Guarantee = options.Guarantee,
            CommitInterval = options.CommitInterval,
            SourceHeader = true,
        };
        if (options.CompressedLimit > 0)
            sink.Kafka["compression.type"] = "gzip";
        _ingest = new ConsumerLane(
            new IngestContext
            {
                Lane = 0,
                Options = ingest,
                Stage = Stage,
                StateTopic = state,
                Pool = pool,
                Executor = _executor,
                Policy = new BatchPolicy(options.MaxBatch, TimeSpan.Zero, TimeProvider.System),
                OutputLimit = int.MaxValue,
                Topics = [options.Input],
                End = new EndOffsetTracker(ends),
                Telemetry = _ingestTelemetry,
                OnBrokerError = _ => { },
                Clock = TimeProvider.System,
            },
            options.Log
        );
        _sink = new SinkLane(
            new SinkContext
            {
                Options = sink,
                Stage = Stage,
                StateTopic = state,
                Queue = queue,
                Pool = pool,
                Limits = options.CompressedLimit > 0 ? TopicLimits.Unknown with { Output = options.CompressedLimit } : TopicLimits.Unknown,
                TransactionalId = $"stage-{options.Input}-{options.Instance}",
                Telemetry = _sinkTelemetry,
                OnBrokerError = _ => { },
                Clock = TimeProvider.System,
            },
            new SourceCallbacks(_ingest.Acknowledge, _ingest.Acknowledge, _ingest.Rewind, () => _ingest.GroupMetadata),
            options.Log
        );
        _executor.Connect(_sink.SendInline);
        _parts =
        [
            Task.Factory.StartNew(() => _ingest.Run(_stop.Token, _fault.Token), TaskCreationOptions.LongRunning),
            _executor.RunAsync(),
            Task.Factory.StartNew(_sink.Run, TaskCreationOptions.LongRunning),
        ];
        foreach (var part in _parts.Append(_sink.Failed))
            _ = part.ContinueWith(_ => _fault.Cancel(), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    public CountingStage Stage { get; } = new();

    /// <summary>Waits for its end, and throws what has ended it.</summary>
    public Task EndAsync() => Task.WhenAll(_parts).WaitAsync(TimeSpan.FromMinutes(2));

    /// <summary>Ends it in order: what was read is delivered and committed.</summary>
    public Task StopAsync()
    {
        _stop.Cancel();
        return EndAsync();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _fault.Cancel();
        Task.WhenAll(_parts).ContinueWith(_ => { }, TaskScheduler.Default).Wait(TimeSpan.FromMinutes(1));
        _ingest.Dispose();
        _sink.Dispose();
        _ingestTelemetry.Dispose();
        _sinkTelemetry.Dispose();
        _services.Dispose();
    }
}
