using Microsoft.Extensions.Logging;
using StreamLift.Fuser;
using StreamLift.Fuser.Stage;
using StreamLift.Host.Settings;
using StreamLift.Host.WarmUp;
using StreamLift.Lanes;
using StreamLift.Rigs;

namespace StreamLift.Host.Running;

/// <summary>The fuse stage as the service runs it: all lanes share the rigs of the file, and each follows those whose partitions it is assigned.</summary>
internal sealed class ServedFusion : IServedStage
{
    private static readonly TimeSpan SummaryInterval = TimeSpan.FromMinutes(1);

    private readonly FuseSettings _settings;
    private readonly FuserTelemetry _telemetry;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;

    public ServedFusion(FuseSettings settings, FuserTelemetry telemetry, TimeProvider clock, ILoggerFactory logs)
    {
        (_settings, _telemetry, _clock, _log) = (settings, telemetry, clock, logs.CreateLogger("streamlift"));
        _telemetry.OnWarning = line => _log.RigWarning(line);
        _telemetry.OnNote = line => _log.RigNote(line);
    }

    /// <inheritdoc/>
    public string Work => "fusion";

    /// <inheritdoc/>
    public string Model => "";

    /// <inheritdoc/>
    public TimeSpan HangTimeout => _settings.Fuser.HangTimeout;

    /// <inheritdoc/>
    public int Batches => _settings.Fuser.Batches;

    /// <inheritdoc/>
    public void Load()
    {
        // the rigs were read with the settings
    }

    /// <inheritdoc/>
    public int Threads(int lanes) => 1;

    /// <inheritdoc/>
    public BatchPolicy CreatePolicy() => new(_settings.Fuser.MaxBatch, _settings.Fuser.MaxDelay, _clock);

    /// <inheritdoc/>
    public IStage CreateStage() => new FuseStage(FuseStageSettings.Of(_settings, _telemetry, _clock));

    /// <inheritdoc/>
    public WarmUpStage CreateWarmUp()
    {
        var (telemetry, rigs) = (new FuserTelemetry(new UnexportedMeters()), RigStreams.Of(RigCatalogue.BuiltIn));
        var context = FuseStageSettings.Of(_settings, telemetry, _clock) with { Rigs = rigs };
        return new WarmUpStage(new FuseStage(context), WarmUpPoses.Records(rigs, _clock.GetUtcNow().ToUnixTimeMilliseconds()), telemetry);
    }

    /// <inheritdoc/>
    public async Task RunBesideAsync(CancellationToken ended)
    {
        using var timer = new PeriodicTimer(SummaryInterval, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ended).ConfigureAwait(false))
                foreach (var rig in _telemetry.Rigs)
                    if (rig.Unlogged() is { } line)
                        _log.RigNote(line);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // the end of an assignment has logged the rest
        }
    }
}
