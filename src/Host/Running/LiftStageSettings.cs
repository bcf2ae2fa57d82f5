using StreamLift.Host.Settings;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Lifter.Suspicion;

namespace StreamLift.Host.Running;

/// <summary>The lift stage's part of the settings.</summary>
internal static class LiftStageSettings
{
    /// <summary>What a lane's lift stage is told.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="models">The models that are served.</param>
    /// <param name="telemetry">The lifter's metrics.</param>
    /// <param name="suspects">Takes what is probably wrong with streams.</param>
    /// <param name="clock">The clock.</param>
    public static LiftStageContext Of(LiftSettings settings, ServedModels models, LifterTelemetry telemetry, SuspectStreams suspects, TimeProvider clock) =>
        new LiftStageContext
        {
            Models = models.General,
            CalibratedModels = models.Calibrated,
            Layouts = settings.Layouts,
            DetectorLayout = settings.DetectorLayout,
            Cameras = settings.Cameras,
            Image = settings.Ingest.Image,
            Limits = new()
            {
                MaxBytes = settings.Ingest.MaxBytes,
                MaxPeople = settings.Ingest.MaxPeople,
                MaxFrames = settings.Ingest.MaxFrames,
            },
            // a frame's people stay together, so a batch may exceed its size by one frame; one that exceeds it by a record of many frames grows
            BatchCapacity = settings.Lifter.MaxBatch + settings.Ingest.MaxPeople,
            Sigma = settings.Lifter.Sigma,
            WithKeypoints = settings.Lifter.WithKeypoints,
            CreateKeys = settings.Lifter.Key switch
            {
                OutputKey.Stream => () => new StreamKeys(),
                OutputKey.Rig => () => new RigKeys(settings.Rigs, telemetry.RiglessStreams),
                _ => null,
            },
            Strict = settings.Lifter.Strict,
            MinScore = (float?)settings.Lifter.MinScore,
            Normalised = settings.Lifter.Normalised,
            Suspects = suspects,
            Deadline = new Deadline(settings.Lifter.Deadline, clock),
            Telemetry = telemetry,
            Clock = clock,
        };
}
