using StreamLift.Capture.Geometry;

namespace StreamLift.Capture.Tests.Rooms;

/// <summary>A walking body: 17 joints of h36m17 from a place, a direction and the phase of the step.</summary>
internal static class Walker
{
    /// <summary>The joints; z up, the floor at 0, mm.</summary>
    /// <param name="at">Where the hip is above.</param>
    /// <param name="heading">Where the body faces, rad from x.</param>
    /// <param name="phase">rad; 2π is two steps.</param>
    /// <param name="size">1: 1.75 m.</param>
    public static Point3[] Pose(Point3 at, double heading, double phase, double size = 1)
    {
        var ahead = new Point3(Math.Cos(heading), Math.Sin(heading), 0);
        var left = new Point3(-Math.Sin(heading), Math.Cos(heading), 0);
        var up = new Point3(0, 0, 1);
        var pose = new Point3[17];
        Point3 Swing(double angle) => (Math.Sin(angle) * ahead) - (Math.Cos(angle) * up);
        void Bone(int joint, int from, double length, Point3 direction) => pose[joint] = pose[from] + (size * length * direction);

        pose[0] = new Point3(at.X, at.Y, size * (930 + (15 * Math.Cos(2 * phase))));
        var swing = 0.45 * Math.Sin(phase);
        foreach (var (hip, side, angle, lift) in ((int, int, double, double)[])[(1, -1, -swing, -Math.Cos(phase)), (4, 1, swing, Math.Cos(phase))])
        {
            Bone(hip, 0, 110, side * left);
            Bone(hip + 1, hip, 440, Swing(angle + 0.05));
            Bone(hip + 2, hip + 1, 430, Swing(angle - 0.1 - (0.8 * Math.Max(0, lift))));
        }
        Bone(7, 0, 230, up);
        Bone(8, 7, 250, (0.998 * up) + (0.06 * ahead));
        Bone(9, 8, 120, (0.9 * up) + (0.4 * ahead));
        Bone(10, 9, 130, up);
        foreach (var (shoulder, side, angle) in ((int, int, double)[])[(11, 1, -swing), (14, -1, swing)])
        {
            Bone(shoulder, 8, 170, side * left);
            Bone(shoulder + 1, shoulder, 280, (0.97 * Swing(angle)) + (0.2 * side * left));
            Bone(shoulder + 2, shoulder + 1, 250, Swing(angle + 0.4));
        }
        return pose;
    }
}
