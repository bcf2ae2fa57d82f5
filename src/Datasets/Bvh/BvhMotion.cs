using System.Numerics;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Bvh;

/// <summary>Converts a BVH file to 17 joints in the world, z up, mm. The unit and the axes of the file are detected.</summary>
internal static class BvhMotion
{
    // Metres, centimetres, millimetres, inches and CMU's unit (an inch / 0.45), in mm.
    private static readonly float[] Units = [1000, 10, 1, 25.4f, 56.444f];

    // The length of an adult's leg from hip to foot, mm.
    private const float UsualLeg = 850;

    /// <returns>51 numbers per frame.</returns>
    /// <exception cref="ConfigurationException">The file can't be read, or has unknown joint names.</exception>
    public static float[] World(string path)
    {
        var file = BvhFile.Read(path);
        var (body, places) = (new BvhJointMap(path, file.Joints), new BvhForwardKinematics(file));
        var world = new float[file.Frames * Skeletons.PoseWidth];
        Span<Vector3> joints = stackalloc Vector3[Skeletons.PoseWidth / 3];
        var (leg, trunk) = (0f, Vector3.Zero);
        for (var frame = 0; frame < file.Frames; frame++)
        {
            places.ComputeFrame(frame);
            body.Write(places.Positions, joints);
            (leg, trunk) = (leg + (body.LegLength(places.Positions) / file.Frames), trunk + body.Trunk(places.Positions));
            for (var i = 0; i < joints.Length; i++)
                joints[i].CopyTo(world.AsSpan((frame * Skeletons.PoseWidth) + (3 * i)));
        }
        ToWorldAxes(world, Units.MinBy(unit => Math.Abs(MathF.Log(unit * leg / UsualLeg))), isUpY: Math.Abs(trunk.Y) >= Math.Abs(trunk.Z));
        return world;
    }

    private static void ToWorldAxes(float[] world, float unit, bool isUpY)
    {
        for (var i = 0; i < world.Length; i += 3)
        {
            var (x, y, z) = (world[i], world[i + 1], world[i + 2]);
            (world[i], world[i + 1], world[i + 2]) = isUpY ? (unit * x, -unit * z, unit * y) : (unit * x, unit * y, unit * z);
        }
    }
}
