using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Host.Brokers;
using StreamLift.Host.Running;
using StreamLift.Host.Settings;
using StreamLift.Sink;
using StreamLift.Sink.Records;

namespace StreamLift.Host.Demo;

/// <summary>One stage of the demo, as <c>run --people</c> runs it.</summary>
internal sealed class DemoStage : IDisposable
{
    private readonly IHost _host;
    private readonly bool _isEmbedded;
    private Pipeline? _pipeline;

    /// <param name="stage">The stage and its settings.</param>
    /// <param name="options">The demo's options.</param>
    /// <param name="terminal">Where its warnings go.</param>
    public DemoStage(StageFlags stage, DemoOptions options, Terminal terminal)
    {
        _host = Composition.Build(stage.Flags, terminal, LogLevel.Warning, stage: stage.Add);
        _isEmbedded = options.Bootstrap is null;
    }

    /// <summary>The stage's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Whether every lane has its partitions.</summary>
    public bool IsAssigned => _pipeline!.Lanes.All(lane => lane.Ingest.IsAssigned);

    /// <summary>Checks the topics and makes the lanes.</summary>
    public async Task PrepareAsync(CancellationToken stop)
    {
        var settings = Services.GetRequiredService<ServiceSettings>();
        // The embedded broker has its topics already, and would not answer a request for their settings.
        using var preflight = _isEmbedded ? null : new Preflight(settings, stop);
        var facts = preflight is null
            ? new BrokerFacts(Ends: null, TopicLimits.Unknown, [], [])
            : await preflight.RunAsync(NullLogger.Instance).ConfigureAwait(false);
        _pipeline = new Pipeline(Services, settings, Services.GetRequiredService<IServedStage>(), facts);
    }

    /// <summary>Runs until <paramref name="stop"/> or a fault.</summary>
    public Task RunAsync(CancellationToken stop) => _pipeline!.RunAsync(stop);

    public void Dispose()
    {
        _pipeline?.Dispose();
        _host.Dispose();
    }
}
