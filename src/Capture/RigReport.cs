using StreamLift.Capture.Residuals;
using StreamLift.Capture.Time;
using StreamLift.Capture.Tracks;

namespace StreamLift.Capture;

/// <summary>How the cameras of a rig do: for logs, metrics and checks. A view of a <see cref="RigTracker"/>, as of now; not thread-safe.</summary>
public sealed class RigReport
{
    private readonly CameraReport[] _cameras;
    private readonly ViewTimeline _timeline;
    private readonly PeopleTracker _people;

    internal RigReport(Geometry.CaptureRig rig, ViewTimeline timeline, OffsetEstimator offsets, PeopleTracker people)
    {
        (Name, _timeline, _people) = (rig.Name, timeline, people);
        _cameras = [.. rig.Cameras.Select((camera, i) => new CameraReport(camera.Stream, i, timeline, offsets))];
    }

    /// <summary>The rig's name.</summary>
    public string Name { get; }

    /// <summary>The instants that were closed.</summary>
    public long Instants { get; internal set; }

    /// <summary>The newest time of its frames, Unix ms, without cameras whose clock is far off; NaN before the first frame.</summary>
    public double NewestMs => _timeline.NewestMs;

    /// <summary>People who were left out because there were too many, over all instants: beyond 32 in a view, and new ones beyond 64 in the rig.</summary>
    public long LeftOut => _people.Dropped;

    /// <summary>The cameras, in the rig's order.</summary>
    public IReadOnlyList<CameraReport> Cameras => _cameras;

    /// <summary>What is wrong with cameras at the moment: one sentence each.</summary>
    public IEnumerable<string> Problems => _cameras.Select(camera => camera.Problem).OfType<string>();
}
