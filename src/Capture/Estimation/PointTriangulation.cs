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
    private const double FewestRays = 1.5;
    private const double Hold = 1e-12;

    private static readonly double[] Thresholds = [double.PositiveInfinity, 60, 25, 16];

    private readonly SeenJoint[] _rays = new SeenJoint[rig.Cameras.Count];

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
                var (x, y) = camera.Ray(keypoint[0], keypoint[1]);
                if (Observations.IsUsable(x, y))
                    _rays[count++] = new SeenJoint(camera, x, y, Observations.Importance(keypoint[2]) * noise.Information(view));
            }

            if (count > 1 && TryFind(count, near, out var point))
                point.Write(pose.Points, joint);
        }
    }

    private bool TryFind(int count, Point3 near, out Point3 point)
    {
        point = near;
        Symmetric3 information = default;
        for (var pass = 0; pass < Passes; pass++)
        {
            (information, var side, var kept) = (Symmetric3.Identity(Hold), Hold * near, 0.0);
            if (pass == 1)
                RayConsensus.Find(_rays, 0, 1, count, null, ref point);
            foreach (ref readonly var ray in _rays.AsSpan(0, count))
            {
                var pixels = ray.Pixels(point);
                var trust = pass == 0 ? 1 : Robust.Weight(ray.Weight * ray.Squared(point, pixels), Thresholds[pass]);
                var weight = trust * ray.Weight * pixels * pixels;
                information += weight * ray.Matrix;
                side += weight * ray.Side;
                kept += trust;
            }

            if (kept < FewestRays)
                return false;
            point = information.Inverse * side;
        }

        return information.Inverse.Trace < 3 * MostDeviation * MostDeviation;
    }
}
