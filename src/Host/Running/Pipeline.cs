using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StreamLift.Host.Brokers;
using StreamLift.Host.Settings;
using StreamLift.Ingest;
using StreamLift.Ingest.Offsets;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Suspicion;
using StreamLift.Sink;

namespace StreamLift.Host.Running;

/// <summary>The lanes of a process over one shared model. A fault in one ends them all: crash-only, what was in flight is read again.</summary>
internal sealed class Pipeline : IDisposable
{
    private readonly BrokerErrorMonitor _watch;
    private readonly IngestTelemetry _ingest;

    public Pipeline(IServiceProvider services, ServiceSettings plan, ServedModel models, BrokerFacts findings)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var logs = services.GetRequiredService<ILoggerFactory>();
        _watch = new BrokerErrorMonitor(logs.CreateLogger("broker"), clock);
        _ingest = services.GetRequiredService<IngestTelemetry>();
        var log = logs.CreateLogger("streamlift");
        var lifter = services.GetRequiredService<LifterTelemetry>();
        var rooms = new SharedServices(
            plan,
            models,
            new EndOffsetTracker(findings.Ends),
            findings.Limits,
            _ingest,
            lifter,
            services.GetRequiredService<SinkTelemetry>(),
            new SuspectStreams(lifter, line => log.StreamSuspected(line)),
            _watch.Hear,
            clock,
            logs
        );
        Lanes = [.. Enumerable.Range(0, plan.Service.Lanes).Select(number => new Lane(number, rooms))];
    }

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
