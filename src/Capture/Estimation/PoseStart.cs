using StreamLift.Capture.Geometry;
using StreamLift.Capture.Views;

namespace StreamLift.Capture.Estimation;

/// <summary>
/// The first guess of a pose: a body of known shape (the mean of the lifted poses, else the last pose, else an upright person) is moved to where it fits the
/// rays best. That is a linear problem of three unknowns (MeTRAbs' reconstruction with full perspective), from one camera as from several.
/// </summary>
internal sealed class PoseStart(CaptureRig rig)
{
    private const int Joints = ViewFrame.BodyJoints;
    private const int Passes = 3;

    // A millionth of what one camera's ray says: only for a body that no ray holds.
    private const double Hold = 1e-12;
    private const double LeastDepth = 300;

    private readonly Point3[] _offset = new Point3[Joints];
    private readonly double[] _depth = new double[Joints * rig.Cameras.Count];

    /// <summary>Finds the joints.</summary>
    /// <param name="seen">What the cameras say.</param>
    /// <param name="body">The person.</param>
    /// <param name="joints">Receives 17 points.</param>
    public void Find(Observations seen, Body body, Point3[] joints)
    {
        Shape(seen, body);
        var root = body.HasPose ? Point3.Of(body.Pose, 0) : Middle(seen);
        _depth.AsSpan().Fill(1);
        for (var pass = 0; pass < Passes; pass++)
        {
            root = Root(seen, root);
            Depths(seen, root);
        }

        if (!IsBefore(seen, root))
            root = BySize(seen);
        for (var joint = 0; joint < Joints; joint++)
            joints[joint] = root + _offset[joint];
    }

    // The joints' offsets from the hip.
    private void Shape(Observations seen, Body body)
    {
        var up = rig.Up ?? Up(seen);
        var (ahead, left) = Level(up);
        for (var joint = 1; joint < Joints; joint++)
        {
            var parent = BodyTable.Parents[joint];
            Point3 bone = default;
            if (seen.Lifted > 0)
            {
                for (var view = 0; view < seen.Count; view++)
                    if (seen.IsLifted[view])
                        bone += seen.Bone[(Joints * view) + joint];
                bone = (body.Scale / seen.Lifted) * bone;
            }
            else if (body.HasPose)
                bone = Point3.Of(body.Pose, joint) - Point3.Of(body.Pose, parent);
            else
            {
                var unit = BodyTable.Upright[joint];
                bone = BodyTable.Lengths[joint] * ((unit.X * ahead) + (unit.Y * left) + (unit.Z * up));
            }

            _offset[joint] = _offset[parent] + bone;
        }
    }

    private Point3 Root(Observations seen, Point3 before)
    {
        var (information, side) = (Symmetric3.Identity(Hold), Hold * before);
        for (var view = 0; view < seen.Count; view++)
        {
            var camera = seen.Placed(view);
            var shift = camera.Translation;
            for (var joint = 0; joint < Joints; joint++)
            {
                var i = (Joints * view) + joint;
                if (seen.Weight[i] <= 0)
                    continue;
                var weight = seen.Weight[i] / (_depth[i] * _depth[i]);
                var (x, y) = (camera.Right - (seen.X[i] * camera.Away), camera.Down - (seen.Y[i] * camera.Away));
                information += Symmetric3.Outer(x, weight) + Symmetric3.Outer(y, weight);
                side +=
                    (weight * ((seen.X[i] * shift.Z) - shift.X - x.Dot(_offset[joint])) * x)
                    + (weight * ((seen.Y[i] * shift.Z) - shift.Y - y.Dot(_offset[joint])) * y);
            }
        }

        return information.Inverse * side;
    }

    private void Depths(Observations seen, Point3 root)
    {
        for (var view = 0; view < seen.Count; view++)
        {
            var camera = seen.Placed(view);
            for (var joint = 0; joint < Joints; joint++)
                _depth[(Joints * view) + joint] = Math.Max(LeastDepth, camera.Away.Dot(root + _offset[joint]) + camera.Translation.Z);
        }
    }

    private static bool IsBefore(Observations seen, Point3 root)
    {
        for (var view = 0; view < seen.Count; view++)
        {
            var camera = seen.Placed(view);
            if (!(camera.Away.Dot(root) + camera.Translation.Z > LeastDepth))
                return false;
        }

        return true;
    }

    // The view with the most joints: as far away as the body's size in the image says (weak perspective).
    private Point3 BySize(Observations seen)
    {
        var (best, most) = (0, 0);
        for (var view = 0; view < seen.Count; view++)
        {
            var count = 0;
            for (var joint = 0; joint < Joints; joint++)
                count += seen.Weight[(Joints * view) + joint] > 0 ? 1 : 0;
            (best, most) = count > most ? (view, count) : (best, most);
        }

        var camera = seen.Placed(best);
        Point3 middle = default;
        var (x, y, n, size, image) = (0.0, 0.0, Math.Max(1, most), 0.0, 0.0);
        for (var joint = 0; joint < Joints; joint++)
            if (seen.Weight[(Joints * best) + joint] > 0)
            {
                (x, y) = (x + (seen.X[(Joints * best) + joint] / n), y + (seen.Y[(Joints * best) + joint] / n));
                middle += _offset[joint] / n;
            }

        for (var joint = 0; joint < Joints; joint++)
            if (seen.Weight[(Joints * best) + joint] > 0)
            {
                var offset = camera.TurnBack(_offset[joint] - middle);
                size += (offset.X * offset.X) + (offset.Y * offset.Y);
                image += Square(seen.X[(Joints * best) + joint] - x) + Square(seen.Y[(Joints * best) + joint] - y);
            }

        var depth = image > 0 && size > 0 ? Math.Clamp(Math.Sqrt(size / image), 2 * LeastDepth, 50_000) : 4000;
        return camera.ToWorld(new Point3(x * depth, y * depth, depth)) - middle;
    }

    // Where the axes of the cameras lead, 4 m away.
    private static Point3 Middle(Observations seen)
    {
        Point3 sum = default;
        for (var view = 0; view < seen.Count; view++)
            sum += seen.Placed(view).Centre + (4000 * seen.Placed(view).Away);
        return sum / Math.Max(1, seen.Count);
    }

    private static Point3 Up(Observations seen)
    {
        Point3 sum = default;
        for (var view = 0; view < seen.Count; view++)
            sum -= seen.Placed(view).Down;
        return sum.Length > 1e-6 ? sum.Unit : new Point3(0, 0, 1);
    }

    private static (Point3 Ahead, Point3 Left) Level(Point3 up)
    {
        var ahead = (Math.Abs(up.X) < 0.8 ? up.Cross(new Point3(1, 0, 0)) : up.Cross(new Point3(0, 1, 0))).Unit;
        return (ahead, up.Cross(ahead));
    }

    private static double Square(double a) => a * a;
}
