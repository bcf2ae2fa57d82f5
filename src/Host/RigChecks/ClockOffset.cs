namespace StreamLift.Host.RigChecks;

/// <summary>How far a camera's clock is ahead, by what its keypoints are off along the motion of the joints: robust least squares.</summary>
internal static class ClockOffset
{
    private const double LeastSpeed = 0.05; // px/ms, below which a joint says nothing of time
    private const int LeastMoving = 200; // joints
    private const int Rounds = 6;

    /// <summary>The offset, ms; NaN: nobody moved enough.</summary>
    public static double Of(IReadOnlyList<KeypointSample> samples)
    {
        List<KeypointSample> moving = [.. samples.Where(sample => sample.Speed >= LeastSpeed)];
        if (moving.Count < LeastMoving)
            return double.NaN;
        var offset = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            var usual = Math.Max(0.1, Medians.Of(moving.Select(sample => (float)sample.Distance(offset))));
            double above = 0,
                below = 0;
            foreach (var sample in moving)
            {
                var weight = Math.Min(1, usual / Math.Max(1e-9, sample.Distance(offset)));
                var (vx, vy) = (sample.SpeedX, sample.SpeedY);
                above += weight * ((vx * ((vx * sample.LaterMs) - sample.X)) + (vy * ((vy * sample.LaterMs) - sample.Y)));
                below += weight * ((vx * vx) + (vy * vy));
            }
            offset = above / below;
        }
        return offset;
    }
}

/// <summary>A keypoint beside its joint.</summary>
/// <param name="X">How far the keypoint is from where the joint is at the instant, px.</param>
/// <param name="Y">The same.</param>
/// <param name="SpeedX">The joint's speed in the image, px/ms.</param>
/// <param name="SpeedY">The same.</param>
/// <param name="LaterMs">How much later than the instant the frame is stamped.</param>
internal readonly record struct KeypointSample(double X, double Y, double SpeedX, double SpeedY, double LaterMs)
{
    /// <summary>The joint's speed, px/ms.</summary>
    public double Speed => Math.Sqrt((SpeedX * SpeedX) + (SpeedY * SpeedY));

    /// <summary>How far the keypoint is from where the joint was when the frame was taken, px.</summary>
    /// <param name="offsetMs">How far the camera's clock is ahead.</param>
    public double Distance(double offsetMs)
    {
        var after = LaterMs - offsetMs;
        var (x, y) = (X - (SpeedX * after), Y - (SpeedY * after));
        return Math.Sqrt((x * x) + (y * y));
    }
}
