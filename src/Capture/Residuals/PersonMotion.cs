using System.Numerics;
using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Capture.State;
using StreamLift.Capture.Views;

namespace StreamLift.Capture.Residuals;

/// <summary>
/// One person at three observations in a row: the residuals of the middle one, and the velocity of each joint from the two around it. Noise that lasts for
/// some frames is then as often with the velocity as against it; with a velocity from before the residuals it would look like an offset.
/// </summary>
/// <param name="cameras">The cameras of the rig.</param>
internal sealed class PersonMotion(int cameras)
{
    private const int Width = 2 * ViewFrame.BodyJoints;

    // Between the first and the last observation: joints do not keep their speed for longer.
    private const double MostMs = 200;

    private readonly float[] _first = new float[3 * ViewFrame.BodyJoints];
    private readonly float[] _middle = new float[3 * ViewFrame.BodyJoints];
    private readonly float[] _errors = new float[cameras * Width];
    private double _firstMs = double.NaN;
    private ulong _views;

    /// <summary>The person's id.</summary>
    public long Id { get; set; }

    /// <summary>The time of the last observation, Unix ms.</summary>
    public double LastMs { get; private set; } = double.NegativeInfinity;

    /// <summary>Forgets everything.</summary>
    public void Reset() => (LastMs, _firstMs, _views) = (double.NegativeInfinity, double.NaN, 0);

    /// <summary>The middle observation: the residuals of the views follow by <see cref="Keep"/>.</summary>
    public void SetMiddle(double timestampMs, PersonPose person)
    {
        (LastMs, _views) = (timestampMs, 0);
        person.Joints.CopyTo(_middle, 0);
    }

    /// <summary>Keeps the residuals of a view of the middle observation.</summary>
    public void Keep(ViewResiduals residuals)
    {
        _views |= 1UL << residuals.Camera;
        for (var i = 0; i < Width; i++)
            _errors[(residuals.Camera * Width) + i] = (float)residuals.Errors[i];
    }

    /// <summary>The last observation, which is the first one of the next three.</summary>
    /// <param name="timestampMs">Its time, Unix ms.</param>
    /// <param name="person">The person.</param>
    /// <param name="velocities">Receives the velocity of each joint at the middle observation, mm/ms.</param>
    /// <returns>False where the person has not been observed three times in a row.</returns>
    public bool TrySetLast(double timestampMs, PersonPose person, Span<Point3> velocities)
    {
        var elapsed = timestampMs - _firstMs;
        var complete = elapsed is > 0 and <= MostMs && LastMs > _firstMs && _views != 0;
        for (var joint = 0; complete && joint < velocities.Length; joint++)
            velocities[joint] = (Point3.Of(person.Joints, joint) - Point3.Of(_first, joint)) / elapsed;
        person.Joints.CopyTo(_first, 0);
        (_firstMs, LastMs) = (timestampMs, timestampMs);
        return complete;
    }

    /// <summary>Where a joint was at the middle observation.</summary>
    public Point3 Middle(int joint) => Point3.Of(_middle, joint);

    /// <summary>The residual of a joint in a camera at the middle observation, px; NaN where the camera did not see it.</summary>
    public Vector2 Error(int camera, int joint)
    {
        var at = (camera * Width) + (2 * joint);
        return (_views >> camera & 1) == 0 ? new Vector2(float.NaN) : new Vector2(_errors[at], _errors[at + 1]);
    }

    public void Save(StateWriter state)
    {
        state.Long(Id);
        state.Doubles([LastMs, _firstMs]);
        state.Floats(_first);
        state.Floats(_middle);
        state.Long((long)_views);
        for (var camera = 0; camera < cameras; camera++)
            if ((_views >> camera & 1) != 0)
                state.Floats(_errors.AsSpan(camera * Width, Width));
    }

    public void Restore(ref StateReader state)
    {
        (Id, LastMs, _firstMs) = (state.Long(), state.Double(), state.Double());
        state.Floats(_first);
        state.Floats(_middle);
        _views = (ulong)state.Long();
        for (var camera = 0; camera < cameras; camera++)
            if ((_views >> camera & 1) != 0)
                state.Floats(_errors.AsSpan(camera * Width, Width));
    }
}
