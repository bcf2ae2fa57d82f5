using StreamLift.Capture;

namespace StreamLift.Fuser.Following;

/// <summary>Whether nearly all frames of a camera come after newer ones of the rig's other cameras, between one look and the next.</summary>
internal sealed class CameraLag(CameraReport report)
{
    private const double NearlyAll = 0.9;
    private const long LeastFrames = 5;

    private Counts _before;

    /// <summary>The stream of the camera.</summary>
    public string Stream => report.Stream;

    /// <summary>By how much they are older than the newest one of another camera in the mean, ms.</summary>
    public double MeanMs { get; private set; }

    /// <summary>Whether nearly all come after their instant was closed.</summary>
    public bool IsLate { get; private set; }

    /// <summary>Whether they come camera by camera: one after the other, without frames of other cameras between them.</summary>
    public bool IsInRow { get; private set; }

    /// <summary>Frames from now on count.</summary>
    public void Restart() => (_before, IsLate, IsInRow) = (Counts.Of(report), false, false);

    /// <summary>Looks at the frames since the last look that had enough of them.</summary>
    public void Measure()
    {
        var now = Counts.Of(report);
        IsInRow = false;
        if (now.Taken - _before.Taken < LeastFrames)
            return;
        var least = NearlyAll * (now.Taken - _before.Taken);
        var behind = now.Behind - _before.Behind;
        IsLate = behind >= least && now.Late - _before.Late >= least;
        IsInRow = behind >= least && now.InRow - _before.InRow >= NearlyAll * behind;
        MeanMs = behind > 0 ? (now.BehindMs - _before.BehindMs) / behind : 0;
        _before = now;
    }

    private readonly record struct Counts(long Taken, long Late, long Behind, long InRow, double BehindMs)
    {
        public static Counts Of(CameraReport report) =>
            new(report.Frames - report.Refused - report.Repeated - report.Overflowed, report.Late, report.Behind, report.BehindInRow, report.BehindMs);
    }
}
