using Microsoft.Extensions.Logging;
using StreamLift.Host.Settings;
using StreamLift.Host.WarmUp;
using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Lifter.Suspicion;
using StreamLift.Sink;

namespace StreamLift.Host.Running;

/// <summary>The lift stage as the service runs it: all lanes share one model, which is replaced when its file changes.</summary>
internal sealed class ServedLift : IServedStage
{
    private readonly LiftSettings _settings;
    private readonly LifterTelemetry _telemetry;
    private readonly SinkTelemetry _sink;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly SuspectStreams _suspects;
    private ServedModels? _models;

    public ServedLift(LiftSettings settings, LifterTelemetry telemetry, SinkTelemetry sink, TimeProvider clock, ILoggerFactory logs)
    {
        (_settings, _telemetry, _sink, _clock, _log) = (settings, telemetry, sink, clock, logs.CreateLogger("streamlift"));
        _suspects = new SuspectStreams(telemetry, line => _log.StreamSuspected(line));
    }

    /// <inheritdoc/>
    public string Work => "inference";

    /// <inheritdoc/>
    public string Model => Models.Ids;

    /// <inheritdoc/>
    public TimeSpan HangTimeout => _settings.Lifter.HangTimeout;

    /// <inheritdoc/>
    public int Batches => _settings.Lifter.Batches;

    private ServedModels Models => _models ?? throw new InvalidOperationException("no model is loaded");

    /// <inheritdoc/>
    public void Load()
    {
        // Not disposed: they end with the process, and after a hang a native call may still be inside one.
        Serve(ServedModels.Load(_settings.Lifter));
        foreach (var (served, streams) in Models.All)
            _log.ModelLoaded(served.Current.Id, CameraStreams.Describe(_settings, streams), served.Current.Device);
    }

    /// <summary>Serves models that are loaded already, in place of <see cref="Load"/>.</summary>
    public void Serve(ServedModels models) => _models = models;

    /// <inheritdoc/>
    public int Threads(int lanes) => Math.Max(1, Models.General.Current.Parallel / lanes);

    /// <inheritdoc/>
    public BatchPolicy CreatePolicy() => new(_settings.Lifter.MaxBatch, _settings.Lifter.MaxDelay, _clock);

    /// <inheritdoc/>
    public IStage CreateStage() => new LiftStage(LiftStageSettings.Of(_settings, Models, _telemetry, _suspects, _clock));

    /// <inheritdoc/>
    public WarmUpStage CreateWarmUp()
    {
        var telemetry = new LifterTelemetry(new UnexportedMeters());
        var context = LiftStageSettings.Of(_settings, Models, telemetry, new SuspectStreams(telemetry, _ => { }), _clock);
        return new WarmUpStage(new LiftStage(context), WarmUpKeypoints.Records(_clock.GetUtcNow().ToUnixTimeMilliseconds(), context.Normalised), telemetry);
    }

    /// <inheritdoc/>
    public Task RunBesideAsync(CancellationToken ended)
    {
        _telemetry.Watch(Models);
        _telemetry.RejectedPeople.Say = line => _log.PersonRejected(line);
        _telemetry.RiglessStreams.Say = line => _log.RigMissing(line);
        _telemetry.StreamsWithoutCamera.Say = line => _log.CameraMissing(line);
        return Task.WhenAll(
            ModelReloader.RunAsync(Models, _settings.Lifter, _telemetry, _clock, _log, ended),
            new SkippedFramesLog(_sink, _settings.Lifter.Deadline, _clock, _log).RunAsync(ended)
        );
    }
}
