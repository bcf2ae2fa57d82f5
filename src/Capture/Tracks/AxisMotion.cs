using StreamLift.Capture.State;

namespace StreamLift.Capture.Tracks;

/// <summary>How well a position and a velocity along an axis are known: a Kalman filter with constant velocity and white acceleration.</summary>
/// <param name="Position">The variance of the position, mm².</param>
/// <param name="Covariance">Of position and velocity, mm²/s.</param>
/// <param name="Velocity">The variance of the velocity, mm²/s².</param>
internal readonly record struct AxisMotion(double Position, double Covariance, double Velocity)
{
    // Nobody is farther than this from where he is expected, and no one's speed is known worse.
    private const double MostPosition = 700.0 * 700;
    private const double MostVelocity = 3000.0 * 3000;

    private const double UnknownVelocity = 1200.0 * 1200;

    /// <summary>A joint that has just been found.</summary>
    public static AxisMotion Start(double variance) => new(Math.Min(variance, MostPosition), 0, UnknownVelocity);

    /// <summary>Some time later.</summary>
    /// <param name="seconds">The time.</param>
    /// <param name="acceleration">The spectral density of the acceleration, mm²/s³.</param>
    public AxisMotion After(double seconds, double acceleration)
    {
        var (t, t2) = (seconds, seconds * seconds);
        var position = Math.Min(Position + (2 * t * Covariance) + (t2 * Velocity) + (acceleration * t2 * t / 3), MostPosition);
        var velocity = Math.Min(Velocity + (acceleration * t), MostVelocity);
        var covariance = Covariance + (t * Velocity) + (acceleration * t2 / 2);
        // The bounds may leave a matrix that is none of variances.
        return new(position, Math.Min(covariance, 0.99 * Math.Sqrt(position * velocity)), velocity);
    }

    /// <summary>The share of an error of a measured position that the position takes on.</summary>
    public double Gain(double variance) => Position / (Position + variance);

    /// <summary>What the velocity takes on of it, 1/s.</summary>
    public double VelocityGain(double variance) => Covariance / (Position + variance);

    /// <summary>After a position was measured.</summary>
    public AxisMotion Measured(double variance)
    {
        var left = 1 - Gain(variance);
        return new(left * Position, left * Covariance, Velocity - (VelocityGain(variance) * Covariance));
    }

    /// <summary>The mean of two axes.</summary>
    /// <param name="other">The other axis.</param>
    /// <param name="share">The share of this one.</param>
    public AxisMotion Mixed(AxisMotion other, double share) =>
        new(
            (share * Position) + ((1 - share) * other.Position),
            (share * Covariance) + ((1 - share) * other.Covariance),
            (share * Velocity) + ((1 - share) * other.Velocity)
        );

    /// <summary>Writes the numbers.</summary>
    public void Save(StateWriter state) => state.Doubles([Position, Covariance, Velocity]);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static AxisMotion Restore(ref StateReader state) => new(state.Double(), state.Double(), state.Double());
}
