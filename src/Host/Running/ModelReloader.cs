using Microsoft.Extensions.Logging;
using StreamLift.Host.Brokers;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Poses;

namespace StreamLift.Host.Running;

/// <summary>
/// Checks a model file at intervals. A new file that is unchanged from one check to the next is loaded, verified against its card and canary, warmed
/// and served. An invalid file is rejected once, and the current model stays in use.
/// </summary>
internal sealed class ModelReloader(ServedModel models, string path, LifterOptions options, LifterTelemetry telemetry, TimeProvider clock, ILogger log)
{
    // loading takes a second; a load that hangs must not block forever
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private (FileStamp? Model, FileStamp? Int8, FileStamp? Fp16) _tried = Look(path);
    private (FileStamp? Model, FileStamp? Int8, FileStamp? Fp16) _seen = Look(path);

    /// <summary>Checks the files of all served models until <paramref name="stop"/>. Only one model is loaded at a time.</summary>
    public static async Task RunAsync(
        ServedModels models,
        LifterOptions options,
        LifterTelemetry telemetry,
        TimeProvider clock,
        ILogger log,
        CancellationToken stop
    )
    {
        if (options.ModelWatch == TimeSpan.Zero)
            return;
        var reloaders = models
            .All.Select(served => new ModelReloader(
                served.Model,
                served.Streams == LiftedStreams.WithCamera ? options.CalibratedModel : options.Model,
                options,
                telemetry,
                clock,
                log
            ))
            .ToList();
        using var timer = new PeriodicTimer(options.ModelWatch, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
                foreach (var reloader in reloaders)
                    await reloader.LookAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the service ends
        }
    }

    /// <summary>Checks once.</summary>
    public async Task LookAsync()
    {
        var seen = Look(path);
        var isSettled = seen == _seen;
        _seen = seen;
        // missing, or still being written
        if (seen.Model is null || !isSettled || seen == _tried)
            return;
        _tried = seen;
        LifterModel? next = null;
        try
        {
            next = await Task.Run(() => WarmModel.Load(path, options)).WaitAsync(Limit, clock).ConfigureAwait(false);
            var before = models.Current;
            if (next.Id == before.Id) // the same content was written again
            {
                next.Dispose();
                return;
            }

            models.Replace(next);
            telemetry.ModelChanged(isServed: true);
            log.ModelChanged(next.Id, next.Device, before.Id);
        }
        catch (Exception e) when (e is ModelException or TimeoutException or Poses.ConfigurationException)
        {
            next?.Dispose();
            telemetry.ModelChanged(isServed: false);
            log.ModelRejected(e.Message.ReplaceLineEndings(" "), models.Current.Id);
        }
    }

    // the int8 and fp16 files change independently, and any of the three may be the one that is served
    private static (FileStamp? Model, FileStamp? Int8, FileStamp? Fp16) Look(string model) =>
        (FileStamp.Of(model), FileStamp.Of(LifterModel.Int8Beside(model)), FileStamp.Of(LifterModel.Fp16Beside(model)));
}
