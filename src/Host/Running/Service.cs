using Confluent.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StreamLift.Host.Brokers;
using StreamLift.Host.Health;
using StreamLift.Host.Settings;
using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Sink;

namespace StreamLift.Host.Running;

/// <summary>The hosted service behind <c>run</c>: loads the model, checks the topics, then runs the pipeline until a signal, the end or a fault.</summary>
internal sealed class Service(
    ServiceSettings settings,
    ServiceStart start,
    Signals signals,
    Terminal terminal,
    SinkTelemetry sink,
    LifterTelemetry lifter,
    TimeProvider clock,
    ILoggerFactory logs,
    IServiceProvider services,
    IHostApplicationLifetime lifetime
) : BackgroundService
{
    private readonly ILogger _log = logs.CreateLogger("streamlift");

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync().ConfigureAwait(false);
        }
        finally
        {
            lifetime.StopApplication();
        }
    }

    private async Task RunAsync()
    {
        if (FailPoint.IsArmed)
            _log.FailPointArmed(Environment.GetEnvironmentVariable("STREAMLIFT_CRASH_AT")!);
        foreach (var note in settings.Notes.Except(settings.Warnings))
            _log.FileNote(note);
        foreach (var warning in settings.Warnings)
            _log.FileWarning(warning);
        using var telemetry = TelemetryExport.Start(logs, clock);
        ServedModel models;
        BrokerFacts facts;
        try
        {
            (models, facts) = await ReadyAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            _log.StoppedBeforeConnected(
                signals.First,
                settings.Ingest.Bootstrap == settings.Sink.Bootstrap ? settings.Ingest.Bootstrap : $"{settings.Ingest.Bootstrap} or {settings.Sink.Bootstrap}"
            );
            return;
        }

        using var pipeline = new Pipeline(services, settings, models, facts);
        await using var endpoints = await Endpoints
            .StartAsync(settings.Service.Http, new HealthState(pipeline, models), telemetry.Metrics)
            .ConfigureAwait(false);
        _log.Started(
            Counted.Of(settings.Service.Lanes, "lane"),
            settings.Sink.Guarantee,
            settings.Ingest.Input,
            settings.Sink.Output,
            settings.Sink.DeadLetters,
            clock.GetElapsedTime(start.Timestamp).TotalSeconds
        );
        lifter.Watch(models);
        lifter.RejectedPeople.Say = line => _log.PersonRejected(line);
        var shutdown = new ShutdownLog(signals, sink, settings.Ingest.DrainTimeout, _log);
        var skipped = new SkippedFramesLog(sink, settings.Lifter.Deadline, clock, _log);
        var letters = new DeadLettersLog(sink, settings.Sink.DeadLetters, clock, _log);
        using var ended = new CancellationTokenSource();
        var reloading = new ModelReloader(models, settings.Lifter, lifter, clock, _log).RunAsync(ended.Token);
        var logging = Task.WhenAll(skipped.RunAsync(ended.Token), letters.RunAsync(ended.Token));
        await RunAsync(pipeline, ended.Token).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        await reloading.ConfigureAwait(false);
        await logging.ConfigureAwait(false);
        shutdown.Write();
        _log.Stopped(
            Counted.Of(sink.Out, "frame", "D"),
            Counted.Of(sink.Rejected, "dead letter", "D"),
            skipped.Total,
            clock.GetElapsedTime(start.Timestamp).TotalSeconds
        );
    }

    private async Task<(ServedModel Models, BrokerFacts Facts)> ReadyAsync()
    {
        using var preflight = new Preflight(settings, signals.Stop); // asks the broker while the model loads
        // Not disposed: it ends with the process, and after a hang a native call may still be inside it.
        var models = new ServedModel(WarmModel.Load(settings.Lifter));
        _log.ModelLoaded(models.Current.Id, models.Current.Device);
        return (models, await preflight.RunAsync(_log).ConfigureAwait(false));
    }

    // Two watchdogs run beside the pipeline. A call that hangs ends the process.
    private async Task RunAsync(Pipeline pipeline, CancellationToken ended)
    {
        var inference = new StuckCallWatchdog([.. pipeline.Lanes.SelectMany(lane => lane.BatchesInProgress)], settings.Lifter.HangTimeout, clock).RunAsync(
            ended
        );
        var transactions = new StuckCallWatchdog(
            [.. pipeline.Lanes.Select<Lane, Func<long>>(lane => () => lane.Sink.CallInProgress)],
            settings.Sink.CallLimit,
            clock,
            "a transactional call",
            "StreamLift:Sink:CallLimit"
        ).RunAsync(ended);
        try
        {
            await (await Task.WhenAny(pipeline.RunAsync(signals.Stop), inference, transactions).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (KafkaException e) when (AccessErrors.IsKnown(e))
        {
            throw AccessErrors.Of(e, settings);
        }
        catch (HungException e)
        {
            // At once: an orderly end could hang as well.
            HardExit.With(ErrorLines.Write(terminal.Error, e, settings.Service.Verbose));
        }
    }
}

/// <summary>When the command began.</summary>
/// <param name="Timestamp">Of the process's clock.</param>
internal sealed record ServiceStart(long Timestamp);
