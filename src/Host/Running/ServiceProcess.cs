using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StreamLift.Host.Health;
using StreamLift.Host.Settings;
using StreamLift.Host.Viewing;
using StreamLift.Host.WarmUp;
using StreamLift.Lanes;
using StreamLift.Poses;

namespace StreamLift.Host.Running;

/// <summary>
/// The process of <c>run</c> and <c>fuse</c>: one stage, or one whose input is the other's output. A signal ends all of them, and so does a fault of one.
/// Until the end of the input they run one after the other: the end of the second one's input is known when the first has ended.
/// </summary>
internal sealed class ServiceProcess : IDisposable
{
    private readonly Signals _signals;
    private readonly List<IHost> _hosts = [];
    private readonly List<Service> _services = [];
    private readonly ServiceView? _view;

    /// <summary>Reads and validates the settings of every stage.</summary>
    /// <param name="stages">The stages, the first one first.</param>
    /// <param name="terminal">Where the process writes.</param>
    /// <param name="stop">Requests a graceful shutdown, as a first signal does.</param>
    /// <exception cref="ConfigurationException">With the problems of all stages.</exception>
    public ServiceProcess(IReadOnlyList<StageFlags> stages, Terminal terminal, CancellationToken stop)
    {
        var start = new ServiceStart(TimeProvider.System.GetTimestamp());
        _signals = new Signals(stop);
        var problems = new SettingsProblems();
        foreach (var stage in stages)
            if (problems.Try(() => Composition.Build(stage.Flags, terminal, configure: Add, stage: stage.Add)) is { } host)
            {
                _hosts.Add(host);
                if (problems.Try(host.Services.GetRequiredService<Service>) is { } service)
                    _services.Add(service);
            }

        if (_services.Count == stages.Count)
            _view = problems.Try(() => ServiceView.Of([.. _services.Select(service => service.Settings)], _hosts[0].Services));
        problems.ThrowIfAny();

        void Add(IServiceCollection services) => services.AddSingleton(start).AddSingleton(_signals).AddSingleton<Service>();
    }

    /// <summary>Runs until a signal, the end that was asked for, or a fault.</summary>
    public async Task RunAsync()
    {
        var logs = _hosts[0].Services.GetRequiredService<ILoggerFactory>();
        if (FailPoint.IsArmed)
            logs.CreateLogger("streamlift").FailPointArmed(Environment.GetEnvironmentVariable("STREAMLIFT_CRASH_AT")!);
        foreach (var service in _services)
            service.LogNotes();
        using var telemetry = TelemetryExport.Start(logs, _hosts[0].Services.GetRequiredService<TimeProvider>());
        var settings = _services[0].Settings;
        var health = new HealthState();
        var pipelines = new List<Pipeline>();
        IAsyncDisposable? endpoints = null;
        using var ended = new CancellationTokenSource();
        var viewing = Task.CompletedTask;
        try
        {
            foreach (
                var together in settings.Ingest.UntilEnd
                    ? _services.Select(service => (Service[])[service])
                    :
                    [
                        [.. _services],
                    ]
            )
            {
                var prepared = await Task.WhenAll(together.Select(service => service.PrepareAsync())).ConfigureAwait(false);
                pipelines.AddRange(prepared.OfType<Pipeline>());
                if (prepared.Contains(null))
                    return;
                health.Watch(prepared.OfType<Pipeline>());
                if (endpoints is null)
                {
                    endpoints = await Endpoints.StartAsync(settings.Service.Http, health, telemetry.Metrics, _view).ConfigureAwait(false);
                    viewing = _view?.RunAsync(ended.Token) ?? viewing;
                }

                StartupHeap.Settle();
                await RunAsync([.. together.Zip(prepared.OfType<Pipeline>())]).ConfigureAwait(false);
                if (_signals.Stop.IsCancellationRequested)
                    return;
            }
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await viewing.ConfigureAwait(false);
            if (endpoints is not null)
                await endpoints.DisposeAsync().ConfigureAwait(false);
            pipelines.ForEach(pipeline => pipeline.Dispose());
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hosts.ForEach(host => host.Dispose());
        _signals.Dispose();
    }

    private async Task RunAsync(IReadOnlyList<(Service Service, Pipeline Pipeline)> stages)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_signals.Stop);
        var running = stages.Select(stage => stage.Service.RunAsync(stage.Pipeline, ending.Token)).ToList();
        foreach (var stage in running)
            _ = stage.ContinueWith(_ => ending.Cancel(), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        await Task.WhenAll(running).ConfigureAwait(false);
    }
}

/// <summary>A stage of the process.</summary>
/// <param name="Flags">The configuration keys that its command line sets.</param>
/// <param name="Add">Adds the stage to the host.</param>
internal sealed record StageFlags(IReadOnlyDictionary<string, string?> Flags, Action<IServiceCollection> Add);
