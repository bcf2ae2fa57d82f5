using System.Diagnostics;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StreamLift.Lifter;
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
        var plan = Plan.Make(services);
        using var figures = Figures.Export(services.GetRequiredService<ILoggerFactory>(), services.GetRequiredService<TimeProvider>());
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("streamlift");

        ServedModel models;
        Findings findings;
        try
        {
            (models, findings) = await ReadyAsync(plan, log, signals.Stop);
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            log.StoppedWaiting(signals.First, plan.Ingest.Bootstrap == plan.Sink.Bootstrap ? plan.Ingest.Bootstrap : $"{plan.Ingest.Bootstrap} or {plan.Sink.Bootstrap}");
            return ExitCode.Done;
        }

        using var pipeline = new Pipeline(services, plan, models, findings);
        await using var endpoints = await Endpoints.StartAsync(plan.Service.Http, new Health(pipeline, models), figures.Metrics);
        log.Started(plan.Service.Lanes, plan.Sink.Guarantee, plan.Ingest.Input, plan.Sink.Output, plan.Sink.DeadLetters, Stopwatch.GetElapsedTime(started).TotalSeconds);

        var sink = services.GetRequiredService<SinkTelemetry>();
        var drain = new Drain(signals, sink, plan.Ingest.DrainTimeout, log);
        using var ended = new CancellationTokenSource();
        var watching = Watch(services, models, plan, log).RunAsync(ended.Token);
        var clock = services.GetRequiredService<TimeProvider>();
        var skipped = new SkippedFrames(sink, plan.Lifter.Deadline, clock, log);
        var telling = skipped.RunAsync(ended.Token);
        var hanging = new HangWatch([.. pipeline.Lanes.SelectMany(lane => lane.InNetwork)], plan.Lifter.HangTimeout, clock).RunAsync(ended.Token);
        var stuck = new HangWatch([.. pipeline.Lanes.Select<Lane, Func<long>>(lane => () => lane.Sink.InCall)], plan.Sink.CallLimit, clock, "a call of a transaction", "StreamLift:Sink:CallLimit").RunAsync(ended.Token);
        try
        {
            var running = pipeline.RunAsync(signals.Stop);
            await await Task.WhenAny(running, hanging, stuck);
        }
        catch (KafkaException e) when (Refusal.IsKnown(e))
        {
            throw Refusal.Of(e, plan);
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

    private static async Task<(ServedModel Models, Findings Findings)> ReadyAsync(Plan plan, ILogger log, CancellationToken stop)
    {
        using var preflight = new Preflight(plan, stop); // asks while the model loads
        // not disposed: it ends with the process, and after a hang a native call may still be inside it
        var models = new ServedModel(WarmModel.Load(plan.Lifter));
        log.ModelLoaded(models.Current.Id, models.Current.Device);
        return (models, await preflight.RunAsync(log));
    }

    private static ModelWatch Watch(IServiceProvider services, ServedModel models, Plan plan, ILogger log)
    {
        var telemetry = services.GetRequiredService<LifterTelemetry>();
        telemetry.Watch(models);
        return new ModelWatch(models, plan.Lifter, telemetry, services.GetRequiredService<TimeProvider>(), log);
    }
}
