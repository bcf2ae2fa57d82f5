using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Capture.Views;

namespace StreamLift.Capture.Estimation;

/// <summary>
/// Triangulates every joint of the input layout that two cameras see: feet, hands and face have no lifted pose. Rays that do not meet the others are left
/// out; a joint whose rays do not meet, or meet at too small an angle, is NaN. Reused; not thread-safe.
/// </summary>
internal sealed class PointTriangulation(CaptureRig rig)
{
    private const int Passes = 4;
    private const double MostDeviation = 150;

    private static readonly double[] Thresholds = [double.PositiveInfinity, 60, 25, 16];

    private readonly RayToPoint[] _rays = new RayToPoint[rig.Cameras.Count];

    /// <summary>Writes <see cref="PersonPose.Points"/>.</summary>
    /// <param name="views">The views of the person; those with another layout than the first one's are left out.</param>
    /// <param name="noise">The noise of each view.</param>
    /// <param name="near">A point of the person.</param>
    /// <param name="isWanted">Whether points are wanted.</param>
    /// <param name="pose">Receives the points.</param>
    public void Write(PersonViews views, PixelNoise noise, Point3 near, bool isWanted, PersonPose pose)
    {
        var layout = isWanted && views.Count > 0 ? views[0].Frame.Layout : null;
        pose.BeginPoints(layout);
        for (var joint = 0; joint < (layout?.Count ?? 0); joint++)
        {
            var count = 0;
            for (var view = 0; view < views.Count; view++)
            {
                var (frame, person) = views[view];
                if (frame.Layout != layout || !(frame.Keypoints(person)[(3 * joint) + 2] > 0))
                    continue;
                var keypoint = frame.Keypoints(person).Slice(3 * joint, 3);
                var camera = rig.Cameras[frame.Camera];
                var (x, y) = camera.Camera.Ray(keypoint[0], keypoint[1]);
                var lens = camera.Camera.Intrinsics;
                if (double.IsFinite(x) && double.IsFinite(y))
                    _rays[count++] = new RayToPoint(camera, x, y, lens.Fx * lens.Fy * Observations.Importance(keypoint[2]) / noise.Variance(view));
            }

            if (count > 1 && TryFind(_rays.AsSpan(0, count), near, out var point))
                point.Write(pose.Points, joint);
        }
    }

    private static bool TryFind(ReadOnlySpan<RayToPoint> rays, Point3 near, out Point3 point)
    {
        point = near;
        Symmetric3 information = default;
        for (var pass = 0; pass < Passes; pass++)
        {
            (information, var side, var kept) = (Symmetric3.Identity(1e-12), 1e-12 * near, 0.0);
            foreach (ref readonly var ray in rays)
            {
                var trust = pass == 0 ? 1 : Robust.Weight(ray.Squared(point), Thresholds[pass]);
                ray.Add(trust, point, ref information, ref side);
                kept += trust;
            }

            if (pass == Passes - 1 && kept < 1.5)
                return false;
            point = information.Inverse * side;
        }

        return information.Inverse.Trace < 3 * MostDeviation * MostDeviation;
    }

    /// <summary>A camera's ray through a seen point, with its weight by 1/mm² at a distance of 1.</summary>
    private readonly struct RayToPoint(PlacedCamera camera, double x, double y, double weight)
    {
        public double Squared(Point3 at)
        {
            var point = camera.ToCamera(at);
            var depth = Math.Max(1, point.Z);
            var (errorX, errorY) = ((point.X / depth) - x, (point.Y / depth) - y);
            return weight * ((errorX * errorX) + (errorY * errorY));
        }

        public void Add(double trust, Point3 at, ref Symmetric3 information, ref Point3 side)
        {
            var depth = Math.Max(100, camera.Away.Dot(at) + camera.Translation.Z);
            var (byX, byY, w) = (camera.Right - (x * camera.Away), camera.Down - (y * camera.Away), trust * weight / (depth * depth));
            information += Symmetric3.Outer(byX, w) + Symmetric3.Outer(byY, w);
            side += (w * ((x * camera.Translation.Z) - camera.Translation.X) * byX) + (w * ((y * camera.Translation.Z) - camera.Translation.Y) * byY);
        }
    }
}
