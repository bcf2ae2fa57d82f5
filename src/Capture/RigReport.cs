using StreamLift.Capture.Residuals;
using StreamLift.Capture.Time;

namespace StreamLift.Capture;

/// <summary>How the cameras of a rig do: for logs, metrics and checks. A view of a <see cref="RigTracker"/>, as of now; not thread-safe.</summary>
public sealed class RigReport
{
    private readonly CameraReport[] _cameras;

    internal RigReport(Geometry.CaptureRig rig, ViewTimeline timeline, OffsetEstimator offsets)
    {
        Name = rig.Name;
        _cameras = [.. rig.Cameras.Select((camera, i) => new CameraReport(camera.Stream, i, timeline, offsets))];
    }

    /// <summary>The rig's name.</summary>
    public string Name { get; }

    /// <summary>The instants that were closed.</summary>
    public long Instants { get; internal set; }

    /// <summary>The cameras, in the rig's order.</summary>
    public IReadOnlyList<CameraReport> Cameras => _cameras;

    /// <summary>What is wrong with cameras at the moment: one sentence each.</summary>
    public IEnumerable<string> Problems => _cameras.Select(camera => camera.Problem).OfType<string>();
}
