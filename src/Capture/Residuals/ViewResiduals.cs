using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Capture.Views;

namespace StreamLift.Capture.Residuals;

/// <summary>One person of the rig in one view: which of the view's people it is, and how far the seen joints are from the projected ones.</summary>
internal sealed class ViewResiduals
{
    // As a share of the focal length: 250 mm at a distance of 5 m.
    private const double Gate = 0.05;

    private readonly double[] _projected = new double[2 * ViewFrame.BodyJoints];
    private readonly double[] _errors = new double[2 * ViewFrame.BodyJoints];

    /// <summary>The camera's index in the rig.</summary>
    public int Camera { get; private set; }

    /// <summary>Seen less projected x and y of each joint, px; NaN for a joint that is not seen.</summary>
    public ReadOnlySpan<double> Errors => _errors;

    /// <summary>Finds the person in a view.</summary>
    /// <returns>False where nobody in the view is near the projected person.</returns>
    public bool TryMatch(PlacedCamera camera, ViewFrame view, PersonPose person)
    {
        Camera = view.Camera;
        for (var joint = 0; joint < ViewFrame.BodyJoints; joint++)
            if (!camera.TryProject(Point3.Of(person.Joints, joint), out _projected[2 * joint], out _projected[(2 * joint) + 1]))
                return false;
        var (nearest, distance) = (-1, Gate * camera.Camera.Intrinsics.Fx);
        for (var i = 0; i < view.Count; i++)
            if (Distance(view.Body(i)) is var candidate && candidate < distance)
                (nearest, distance) = (i, candidate);
        if (nearest < 0)
            return false;
        var body = view.Body(nearest);
        for (var joint = 0; joint < ViewFrame.BodyJoints; joint++)
        {
            var seen = body[(3 * joint) + 2] > 0;
            _errors[2 * joint] = seen ? body[3 * joint] - _projected[2 * joint] : double.NaN;
            _errors[(2 * joint) + 1] = seen ? body[(3 * joint) + 1] - _projected[(2 * joint) + 1] : double.NaN;
        }
        return true;
    }

    /// <summary>The mean distance over the trunk's joints that are seen, px; infinite where none is.</summary>
    private double Distance(ReadOnlySpan<float> body)
    {
        var (sum, seen) = (0.0, 0);
        foreach (var joint in Trunk.Joints)
            if (body[(3 * joint) + 2] > 0)
            {
                var (x, y) = (body[3 * joint] - _projected[2 * joint], body[(3 * joint) + 1] - _projected[(2 * joint) + 1]);
                sum += Math.Sqrt((x * x) + (y * y));
                seen++;
            }
        return seen > 0 ? sum / seen : double.PositiveInfinity;
    }
}
