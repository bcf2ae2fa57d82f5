using StreamLift.Capture.Geometry;
using StreamLift.Capture.Views;
using StreamLift.Poses.Layouts;

namespace StreamLift.Bench;

/// <summary>Weighted least squares of the rays of each joint by itself, all weights alike: the best that rays alone allow where the noise is normal.</summary>
internal static class Triangulated
{
    private const int Passes = 5;

    public static Scores Of(IEnumerable<SeenTake> takes, int[] cameras)
    {
        var scores = new Scores();
        var joints = new float[3 * ViewFrame.BodyJoints];
        foreach (var take in takes)
            for (var frame = 0; frame < take.Frames; frame++)
            {
                for (var joint = 0; joint < ViewFrame.BodyJoints; joint++)
                    Find(take, cameras, frame, joint).Write(joints, joint);
                scores.Add(take.Action, joints, take.Truth(frame));
            }

        return scores;
    }

    private static float[] Body(SeenTake take, int camera, int frame)
    {
        var body = new float[3 * ViewFrame.BodyJoints];
        SkeletonCatalogue.BuiltIn.Map(take.Layout, Skeletons.H36m17).ApplySeen(take.Person(camera, frame), body);
        return body;
    }

    private static Point3 Find(SeenTake take, int[] cameras, int frame, int joint)
    {
        var at = Point3.Of(take.Truth(frame), joint);
        for (var pass = 0; pass < Passes; pass++)
        {
            var (information, side) = (Symmetric3.Identity(1e-12), default(Point3));
            foreach (var camera in cameras)
            {
                var keypoint = Body(take, camera, frame).AsSpan(3 * joint, 3);
                if (!(keypoint[2] > 0))
                    continue;
                var placed = take.Rig.Cameras[camera];
                var (x, y) = placed.Camera.Ray(keypoint[0], keypoint[1]);
                var point = placed.ToCamera(at);
                var focal = placed.Camera.Intrinsics.Fx / point.Z;
                var (u, v) = (point.X / point.Z, point.Y / point.Z);
                var (byX, byY) = (focal * (placed.Right - (u * placed.Away)), focal * (placed.Down - (v * placed.Away)));
                information += Symmetric3.Outer(byX, 1) + Symmetric3.Outer(byY, 1);
                side += ((focal * point.Z * (x - u)) * byX) + ((focal * point.Z * (y - v)) * byY);
            }

            at += information.Inverse * side;
        }

        return at;
    }
}
