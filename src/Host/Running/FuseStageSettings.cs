using StreamLift.Fuser;
using StreamLift.Fuser.Stage;
using StreamLift.Host.Settings;

namespace StreamLift.Host.Running;

/// <summary>The fuse stage's part of the settings.</summary>
internal static class FuseStageSettings
{
    /// <summary>What a lane's fuse stage is told.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="telemetry">The fuser's metrics and lines.</param>
    /// <param name="clock">The clock.</param>
    public static FuseStageContext Of(FuseSettings settings, FuserTelemetry telemetry, TimeProvider clock) =>
        new()
        {
            Rigs = settings.Rigs,
            Capture = settings.Capture,
            Layouts = settings.Layouts,
            Limits = new()
            {
                MaxBytes = settings.Ingest.MaxBytes,
                MaxPeople = settings.Ingest.MaxPeople,
                MaxFrames = settings.Ingest.MaxFrames,
            },
            MinScore = (float?)settings.Fuser.MinScore,
            OutputEncoding = settings.Sink.OutputEncoding,
            Telemetry = telemetry,
            Clock = clock,
        };
}
