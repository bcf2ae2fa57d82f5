using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StreamLift.Host.Brokers;
using StreamLift.Host.Settings;
using StreamLift.Ingest;
using StreamLift.Ingest.Offsets;
using StreamLift.Sink;

namespace StreamLift.Host.Running;

/// <summary>The lanes of a stage in this process. A fault in one ends them all: crash-only, what was in flight is read again.</summary>
internal sealed class Pipeline : IDisposable
{
    private readonly BrokerErrorMonitor _watch;
    private readonly IngestTelemetry _ingest;

    /// <param name="services">The host's services.</param>
    /// <param name="settings">The settings of the stage.</param>
    /// <param name="stage">The stage, loaded.</param>
    /// <param name="facts">The broker's answers.</param>
    public Pipeline(IServiceProvider services, ServiceSettings settings, IServedStage stage, BrokerFacts facts)
    {
        Stage = stage;
        var clock = services.GetRequiredService<TimeProvider>();
        var logs = services.GetRequiredService<ILoggerFactory>();
        _watch = new BrokerErrorMonitor(logs.CreateLogger("broker"), clock);
        _ingest = services.GetRequiredService<IngestTelemetry>();
        var shared = new SharedServices(
            settings,
            stage,
            new EndOffsetTracker(facts.Ends),
            facts.Limits,
            _ingest,
            services.GetRequiredService<SinkTelemetry>(),
            _watch.Hear,
            clock,
            logs
        );
        Lanes = [.. Enumerable.Range(0, settings.Service.Lanes).Select(number => new Lane(number, shared))];
    }

    /// <summary>The stage that the lanes run.</summary>
    public IServedStage Stage { get; }

    /// <summary>The lanes.</summary>
    public IReadOnlyList<Lane> Lanes { get; }

    /// <summary>Runs until <paramref name="stop"/>, the end that was asked for, or a fault.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop, _watch.Fatal);
        var lanes = Lanes.Select(lane => lane.RunAsync(ending.Token)).ToList();
        foreach (var lane in lanes)
            _ = lane.ContinueWith(_ => ending.Cancel(), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        await Task.WhenAll(lanes).ConfigureAwait(false);
        if (_watch.Reason is { } reason)
            throw reason;
    }

    public void Dispose()
    {
        _ingest.Clear();
        foreach (var lane in Lanes)
            lane.Dispose();
    }
}
