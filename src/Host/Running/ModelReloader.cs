using Microsoft.Extensions.Logging;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;

namespace StreamLift.Host.Running;

/// <summary>
/// Looks at the model's file now and then. One that has become another, and has stayed the same from one look to the next, is loaded, checked
/// against its card and its canary, warmed and served; one that can't be is refused once, and what is served goes on.
/// </summary>
internal sealed class ModelReloader(ServedModel models, LifterOptions options, LifterTelemetry telemetry, TimeProvider clock, ILogger log)
{
    // loading takes a second; one that takes for ever must not be waited for for ever
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private (FileStamp? Model, FileStamp? Int8, FileStamp? Fp16) _tried = Look(options.Model);
    private (FileStamp? Model, FileStamp? Int8, FileStamp? Fp16) _seen = Look(options.Model);

    /// <summary>Looks until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        if (options.ModelWatch == TimeSpan.Zero)
            return;
        using var timer = new PeriodicTimer(options.ModelWatch, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
                await LookAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the service ends
        }
    }

    /// <summary>Looks once.</summary>
    public async Task LookAsync()
    {
        var seen = Look(options.Model);
        var isSettled = seen == _seen;
        _seen = seen;
        // still being written, or gone for the moment
        if (seen.Model is null || !isSettled || seen == _tried)
            return;
        _tried = seen;
        LifterModel? next = null;
        try
        {
            next = await Task.Run(() => WarmModel.Load(options)).WaitAsync(Limit, clock).ConfigureAwait(false);
            var before = models.Current;
            if (next.Id == before.Id) // touched, or copied over itself
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

    // its int8 and fp16 come, go and change beside it, and any may be what is served
    private static (FileStamp? Model, FileStamp? Int8, FileStamp? Fp16) Look(string model) =>
        (FileStamp.Of(model), FileStamp.Of(LifterModel.Int8Beside(model)), FileStamp.Of(LifterModel.Fp16Beside(model)));
}
