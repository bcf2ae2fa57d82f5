using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Host.Brokers;
using StreamLift.Host.Settings;
using StreamLift.Host.WarmUp;
using StreamLift.Lanes;
using StreamLift.Sink;

namespace StreamLift.Host.Running;

/// <summary>One stage of the service in this process: gets ready, then runs the pipeline until a signal, the end or a fault.</summary>
internal sealed class Service(
    ServiceSettings settings,
    IServedStage stage,
    ServiceStart start,
    Signals signals,
    Terminal terminal,
    SinkTelemetry sink,
    TimeProvider clock,
    ILoggerFactory logs,
    IServiceProvider services
)
{
    private readonly ILogger _log = logs.CreateLogger("streamlift");

    /// <summary>Its settings.</summary>
    public ServiceSettings Settings => settings;

    /// <summary>Logs what was assumed when reading the files that the settings name.</summary>
    public void LogNotes()
    {
        foreach (var note in settings.Notes.Except(settings.Warnings))
            _log.FileNote(note);
        foreach (var warning in settings.Warnings)
            _log.FileWarning(warning);
    }

    /// <summary>Loads the stage, warms it up and checks the topics.</summary>
    /// <returns>Null where a signal came before a broker had answered.</returns>
    public async Task<Pipeline?> PrepareAsync()
    {
        try
        {
            using var preflight = new Preflight(settings, signals.Stop); // asks the broker while the stage loads
            await Task.Run(stage.Load).ConfigureAwait(false);
            var warming = Task.Run(new StageWarmUp(stage, settings, clock, _log).Run);
            var facts = await preflight.RunAsync(_log).ConfigureAwait(false);
            await warming.ConfigureAwait(false);
            return new Pipeline(services, settings, stage, facts);
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            _log.StoppedBeforeConnected(
                signals.First,
                settings.Ingest.Bootstrap == settings.Sink.Bootstrap ? settings.Ingest.Bootstrap : $"{settings.Ingest.Bootstrap} or {settings.Sink.Bootstrap}"
            );
            return null;
        }
    }

    /// <summary>Runs until <paramref name="stop"/>, the end that was asked for, or a fault.</summary>
    /// <param name="pipeline">What <see cref="PrepareAsync"/> gave.</param>
    /// <param name="stop">A signal, or a fault of another stage in this process.</param>
    public async Task RunAsync(Pipeline pipeline, CancellationToken stop)
    {
        _log.Started(
            Counted.Of(settings.Service.Lanes, "lane"),
            settings.Sink.Guarantee,
            settings.Ingest.Input,
            settings.Sink.Output,
            settings.Sink.DeadLetters,
            clock.GetElapsedTime(start.Timestamp).TotalSeconds
        );
        var shutdown = new ShutdownLog(signals, sink, settings.Ingest.DrainTimeout, _log);
        var letters = new DeadLettersLog(sink, settings.Sink.DeadLetters, clock, _log);
        using var ended = new CancellationTokenSource();
        var beside = Task.WhenAll(stage.RunBesideAsync(ended.Token), letters.RunAsync(ended.Token));
        await RunAsync(pipeline, stop, ended.Token).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        await beside.ConfigureAwait(false);
        shutdown.Write();
        _log.Stopped(
            Counted.Of(sink.Out, "frame", "D"),
            Counted.Of(sink.Rejected, "dead letter", "D"),
            sink.Skipped.Sum(stream => stream.Frames),
            clock.GetElapsedTime(start.Timestamp).TotalSeconds
        );
    }

    // Two watchdogs run beside the pipeline. A call that hangs ends the process.
    private async Task RunAsync(Pipeline pipeline, CancellationToken stop, CancellationToken ended)
    {
        var batches = new StuckCallWatchdog(
            [.. pipeline.Lanes.SelectMany(lane => lane.BatchesInProgress)],
            stage.HangTimeout,
            clock,
            $"{stage.Work} of one batch"
        ).RunAsync(ended);
        var transactions = new StuckCallWatchdog(
            [.. pipeline.Lanes.Select<Lane, Func<long>>(lane => () => lane.Sink.CallInProgress)],
            settings.Sink.CallLimit,
            clock,
            "a transactional call",
            "StreamLift:Sink:CallLimit"
        ).RunAsync(ended);
        try
        {
            await (await Task.WhenAny(pipeline.RunAsync(stop), batches, transactions).ConfigureAwait(false)).ConfigureAwait(false);
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
