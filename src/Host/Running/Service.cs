using System.Diagnostics;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
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

/// <summary>The process that <c>run</c> is.</summary>
internal static class Service
{
    /// <summary>Runs until a signal, the end that was asked for, or a fault.</summary>
    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> flags, Terminal terminal, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        using var signals = new Signals(stop);
        await using var services = Composition.Build(flags, terminal);
        var plan = ServiceSettings.Make(services);
        using var figures = TelemetryExport.Export(services.GetRequiredService<ILoggerFactory>(), services.GetRequiredService<TimeProvider>());
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("streamlift");

        ServedModel models;
        BrokerFacts findings;
        try
        {
            (models, findings) = await ReadyAsync(plan, log, signals.Stop);
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            log.StoppedWaiting(
                signals.First,
                plan.Ingest.Bootstrap == plan.Sink.Bootstrap ? plan.Ingest.Bootstrap : $"{plan.Ingest.Bootstrap} or {plan.Sink.Bootstrap}"
            );
            return ExitCode.Done;
        }

        using var pipeline = new Pipeline(services, plan, models, findings);
        await using var endpoints = await Endpoints.StartAsync(plan.Service.Http, new HealthState(pipeline, models), figures.Metrics);
        log.Started(
            plan.Service.Lanes,
            plan.Sink.Guarantee,
            plan.Ingest.Input,
            plan.Sink.Output,
            plan.Sink.DeadLetters,
            Stopwatch.GetElapsedTime(started).TotalSeconds
        );

        var sink = services.GetRequiredService<SinkTelemetry>();
        var drain = new ShutdownLog(signals, sink, plan.Ingest.DrainTimeout, log);
        using var ended = new CancellationTokenSource();
        var watching = Watch(services, models, plan, log).RunAsync(ended.Token);
        var clock = services.GetRequiredService<TimeProvider>();
        var skipped = new SkippedFramesLog(sink, plan.Lifter.Deadline, clock, log);
        var telling = skipped.RunAsync(ended.Token);
        var hanging = new StuckCallWatchdog([.. pipeline.Lanes.SelectMany(lane => lane.BatchesInProgress)], plan.Lifter.HangTimeout, clock).RunAsync(
            ended.Token
        );
        var stuck = new StuckCallWatchdog(
            [.. pipeline.Lanes.Select<Lane, Func<long>>(lane => () => lane.Sink.CallInProgress)],
            plan.Sink.CallLimit,
            clock,
            "a call of a transaction",
            "StreamLift:Sink:CallLimit"
        ).RunAsync(ended.Token);
        try
        {
            var running = pipeline.RunAsync(signals.Stop);
            await await Task.WhenAny(running, hanging, stuck);
        }
        catch (KafkaException e) when (AccessErrors.IsKnown(e))
        {
            throw AccessErrors.Of(e, plan);
        }
        catch (HungException e)
        {
            // at once: to put anything in order could hang as well
            HardExit.With(ErrorLines.Write(terminal.Error, e, plan.Service.Verbose));
        }

        await ended.CancelAsync();
        await watching;
        await telling;
        drain.Say();
        log.Stopped(sink.Out, sink.Rejected, skipped.Total, Stopwatch.GetElapsedTime(started).TotalSeconds);
        return ExitCode.Done;
    }

    private static async Task<(ServedModel Models, BrokerFacts Findings)> ReadyAsync(ServiceSettings plan, ILogger log, CancellationToken stop)
    {
        using var preflight = new Preflight(plan, stop); // asks while the model loads
        // not disposed: it ends with the process, and after a hang a native call may still be inside it
        var models = new ServedModel(WarmModel.Load(plan.Lifter));
        log.ModelLoaded(models.Current.Id, models.Current.Device);
        return (models, await preflight.RunAsync(log));
    }

    private static ModelReloader Watch(IServiceProvider services, ServedModel models, ServiceSettings plan, ILogger log)
    {
        var telemetry = services.GetRequiredService<LifterTelemetry>();
        telemetry.Watch(models);
        return new ModelReloader(models, plan.Lifter, telemetry, services.GetRequiredService<TimeProvider>(), log);
    }
}
