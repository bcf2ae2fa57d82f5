namespace StreamLift.View.Sources;

/// <summary>What a camera sends: how many frames a second by its own clock, how old the last one is, how well people fit it.</summary>
internal sealed class CameraState
{
    private const int Window = 64;
    private const double WindowMs = 3000;
    private const double NewestShare = 0.05; // of a moving mean over some seconds
    private const long RestartBehind = 100; // a number so far behind is of a stream that began anew

    private readonly double[] _times = new double[Window];
    private int _count;
    private int _next;
    private long _lastFrame = long.MinValue;

    /// <summary>The capture time of the last frame, Unix ms; NaN without one.</summary>
    public double LastMs { get; private set; } = double.NaN;

    /// <summary>The moving mean of the median reprojection errors of the people that it saw, px; NaN for none.</summary>
    public double ReprojectionPx { get; private set; } = double.NaN;

    /// <summary>Takes a frame. One that was taken before, from another topic or again, is left out.</summary>
    /// <param name="frame">Its number.</param>
    /// <param name="timestampMs">Its capture time, Unix ms.</param>
    public void See(long frame, double timestampMs)
    {
        if (frame <= _lastFrame && frame > _lastFrame - RestartBehind)
            return;
        if (timestampMs < LastMs)
            _count = 0; // it began anew
        (_lastFrame, LastMs) = (frame, timestampMs);
        _times[_next] = timestampMs;
        _next = (_next + 1) % Window;
        _count = Math.Min(_count + 1, Window);
    }

    /// <summary>Takes the reprojection error of a person that it saw, px.</summary>
    public void SeeReprojection(double pixels) =>
        ReprojectionPx = double.IsNaN(ReprojectionPx) ? pixels : ReprojectionPx + (NewestShare * (pixels - ReprojectionPx));

    /// <summary>Frames a second, by their capture times, over the last seconds; 0 when none came in them.</summary>
    /// <param name="nowMs">Unix ms.</param>
    public double FramesPerSecond(double nowMs)
    {
        if (double.IsNaN(LastMs) || nowMs - LastMs > WindowMs)
            return 0;
        var (frames, first) = (0, LastMs);
        for (var back = 1; back <= _count; back++)
        {
            var time = _times[(_next - back + Window) % Window];
            if (LastMs - time > WindowMs)
                break;
            (frames, first) = (frames + 1, time);
        }

        return LastMs > first ? 1000 * (frames - 1) / (LastMs - first) : 0;
    }
}
