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
    private const double Hold = 1e-9;
    private const double LeastDepth = 300;

    // As a share of the distance.
    private const double LeastDistanceError = 0.01;
    private const int FewestJoints = 4;

    private readonly Point3[] _offset = new Point3[Joints];

    /// <summary>The hip.</summary>
    public Point3 Hip { get; private set; }

    /// <summary>The variance of the hip's distance from a single camera if the size of the body is right, mm²: by how well its joints fit the rays.</summary>
    public double DistanceVariance { get; private set; }

    /// <summary>Finds the joints.</summary>
    /// <param name="seen">What the cameras say.</param>
    /// <param name="body">The person.</param>
    /// <param name="joints">Receives 17 points.</param>
    public void Find(Observations seen, Body body, Point3[] joints)
    {
        Shape(seen, body);
        var root = body.HasPose ? Point3.Of(body.Pose, 0) : Middle(seen);
        for (var pass = seen.Count > 1 && body.HasPose ? 1 : 0; pass < Passes; pass++)
            root = Root(seen, root);

        if (!IsBefore(seen, root))
            root = BySize(seen);
        for (var joint = 0; joint < Joints; joint++)
            joints[joint] = root + _offset[joint];
        Hip = root;
        DistanceVariance = seen.Count == 1 ? Variance(seen, joints) : double.PositiveInfinity;
    }

    private static double Variance(Observations seen, Point3[] joints)
    {
        var (information, squares, count) = (Symmetric3.Identity(Hold), 0.0, 0);
        for (var joint = 0; joint < Joints; joint++)
        {
            ref readonly var ray = ref seen.Ray[joint];
            if (!ray.IsSeen)
                continue;
            var pixels = ray.Pixels(joints[joint]);
            information += (ray.Weight * pixels * pixels) * ray.Matrix;
            squares += ray.Weight * ray.Squared(joints[joint], pixels);
            count++;
        }

        var sight = joints[0] - seen.Placed(0).Centre;
        var least = LeastDistanceError * LeastDistanceError * sight.Dot(sight);
        return count < FewestJoints ? double.PositiveInfinity : Math.Max(least, information.Inverse.Along(sight.Unit) * squares / ((2 * count) - 3));
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
        for (var joint = 0; joint < Joints; joint++)
        {
            ref readonly var ray = ref seen.Ray[(Joints * view) + joint];
            if (!ray.IsSeen)
                continue;
            var pixels = ray.Pixels(before + _offset[joint]);
            var weight = ray.Weight * pixels * pixels;
            var part = weight * ray.Matrix;
            information += part;
            side += (weight * ray.Side) - (part * _offset[joint]);
        }

        return information.Inverse * side;
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
                count += seen.Ray[(Joints * view) + joint].IsSeen ? 1 : 0;
            (best, most) = count > most ? (view, count) : (best, most);
        }

        var camera = seen.Placed(best);
        Point3 middle = default;
        var (x, y, n, size, image) = (0.0, 0.0, Math.Max(1, most), 0.0, 0.0);
        for (var joint = 0; joint < Joints; joint++)
            if (seen.Ray[(Joints * best) + joint].IsSeen)
            {
                var ray = seen.Ray[(Joints * best) + joint];
                (x, y) = (x + (ray.X / n), y + (ray.Y / n));
                middle += _offset[joint] / n;
            }

        for (var joint = 0; joint < Joints; joint++)
            if (seen.Ray[(Joints * best) + joint].IsSeen)
            {
                var offset = camera.TurnBack(_offset[joint] - middle);
                size += (offset.X * offset.X) + (offset.Y * offset.Y);
                image += Square(seen.Ray[(Joints * best) + joint].X - x) + Square(seen.Ray[(Joints * best) + joint].Y - y);
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
