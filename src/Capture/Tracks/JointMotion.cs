using StreamLift.Capture.Geometry;
using StreamLift.Capture.State;

namespace StreamLift.Capture.Tracks;

/// <summary>A joint's position and velocity, and how well they are known along one axis (the depth in the only camera) and across it.</summary>
/// <param name="Position">mm.</param>
/// <param name="Velocity">mm/s.</param>
/// <param name="Along">Of the axis.</param>
/// <param name="Across">Of every direction across it.</param>
internal readonly record struct JointMotion(Point3 Position, Point3 Velocity, AxisMotion Along, AxisMotion Across)
{
    // The squared error over its variance that nine of ten normal ones stay below (three axes). A joint farther away is mostly another person's.
    private const double Usual = 6;

    /// <summary>A joint that has just been found.</summary>
    public static JointMotion Start(Point3 position, double alongVariance, double acrossVariance) =>
        new(position, default, AxisMotion.Start(alongVariance), AxisMotion.Start(acrossVariance));

    /// <summary>The joint some time later.</summary>
    /// <param name="seconds">The time.</param>
    /// <param name="velocity">The velocity meanwhile.</param>
    /// <param name="acceleration">The spectral density of the acceleration, mm²/s³.</param>
    public JointMotion After(double seconds, Point3 velocity, double acceleration) =>
        new(Position + (seconds * velocity), velocity, Along.After(seconds, acceleration), Across.After(seconds, acceleration));

    /// <summary>The joint after its position was measured. The farther from where it was expected, beyond the usual, the less the measurement counts.</summary>
    /// <param name="error">From the expected position to the measured one.</param>
    /// <param name="axis">The axis, of length 1.</param>
    /// <param name="alongVariance">Of the measured position along the axis, mm².</param>
    /// <param name="acrossVariance">And across it.</param>
    public JointMotion Measured(Point3 error, Point3 axis, double alongVariance, double acrossVariance)
    {
        var along = error.Dot(axis) * axis;
        var across = error - along;
        var squared = (along.Dot(along) / (Along.Position + alongVariance)) + (across.Dot(across) / (Across.Position + acrossVariance));
        var doubt = Math.Max(1, squared / Usual);
        (alongVariance, acrossVariance) = (doubt * alongVariance, doubt * acrossVariance);
        return new(
            Position + (Along.Gain(alongVariance) * along) + (Across.Gain(acrossVariance) * across),
            Velocity + (Along.VelocityGain(alongVariance) * along) + (Across.VelocityGain(acrossVariance) * across),
            Along.Measured(alongVariance),
            Across.Measured(acrossVariance)
        );
    }

    /// <summary>The same for another axis; the worst direction across it counts for all.</summary>
    /// <param name="share">The squared cosine of both axes.</param>
    public JointMotion Turned(double share) =>
        Along.Position >= Across.Position
            ? this with
            {
                Along = Along.Mixed(Across, share),
                Across = Across.Mixed(Along, share),
            }
            : this with
            {
                Along = Along.Mixed(Across, share),
            };

    /// <summary>Writes the state.</summary>
    public void Save(StateWriter state)
    {
        state.Doubles([Position.X, Position.Y, Position.Z, Velocity.X, Velocity.Y, Velocity.Z]);
        Along.Save(state);
        Across.Save(state);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static JointMotion Restore(ref StateReader state) =>
        new(Point(ref state), Point(ref state), AxisMotion.Restore(ref state), AxisMotion.Restore(ref state));

    private static Point3 Point(ref StateReader state) => new(state.Double(), state.Double(), state.Double());
}
