using System.Numerics;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Augmentation;

/// <summary>
/// Augmentation: views through random cameras. Azimuth, height, focal length, image shape, roll, and the person's size and position in the image are
/// random. The network learns from these to serve cameras other than the recorded ones.
/// </summary>
internal static class VirtualCamera
{
    private const int MaxAttempts = 8;
    private const int Width = 1000;
    private static readonly float[] Aspects = [1f, 1f, 9 / 16f, 3 / 4f, 2 / 3f, 4 / 3f, 16 / 9f];

    /// <summary>Projects the person to a random camera that sees the whole person, and writes the result to <paramref name="sample"/>.</summary>
    /// <param name="world">51 numbers, z up, mm.</param>
    /// <param name="roll">The standard deviation of the camera's roll, in radians.</param>
    /// <returns>False: none of the random cameras saw the whole person.</returns>
    public static bool TryProject(ReadOnlySpan<float> world, TrainingSample sample, float roll, ref SampleRandom random)
    {
        for (var i = 0; i < MaxAttempts; i++)
        {
            ProjectOnce(world, sample, roll, ref random);
            if (sample.CountInside() == TrainingSample.Joints)
                return true;
        }
        return false;
    }

    private static void ProjectOnce(ReadOnlySpan<float> world, TrainingSample sample, float roll, ref SampleRandom random)
    {
        var (centre, radius) = Bounds(world);
        var height = Width * Aspects[random.Below(Aspects.Length)];
        var focal = Width * random.LogUniform(0.6f, 2f);
        // The person's bounding sphere covers this share of the shorter image side. This share and the focal length determine the distance.
        var share = random.Uniform(0.25f, 0.95f);
        var pixels = share * Math.Min(Width, height) / 2;
        var distance = Math.Clamp(focal * radius / pixels, 1500, 12000);
        var heightDifference = random.Uniform(300, 3200) - centre.Z;
        var elevation = MathF.Asin(Math.Clamp(heightDifference / distance, -0.6f, 0.8f));
        var u = random.Uniform(-1, 1) * Math.Max(0, (Width / 2f) - pixels);
        var v = random.Uniform(-1, 1) * Math.Max(0, (height / 2) - pixels);
        var azimuth = random.Uniform(0, 2 * MathF.PI);
        var direction = new Vector3(MathF.Cos(azimuth) * MathF.Cos(elevation), MathF.Sin(azimuth) * MathF.Cos(elevation), -MathF.Sin(elevation));
        var position = centre - (distance * direction);
        // The camera is rotated so that the person appears near (u, v), then rolled. The position is approximate, which is good enough for a random
        // one.
        var yaw = azimuth + MathF.Atan(u / focal);
        var pitch = elevation - MathF.Atan(v / focal);
        var lens = new Intrinsics(Width, (int)height, focal, focal, Width / 2.0, height / 2.0, Distortion.None);
        Project(world, sample, lens, position, (yaw, pitch, random.Normal() * roll));
    }

    /// <summary>Projects the person to a camera.</summary>
    /// <param name="lens">The lens, without distortion.</param>
    /// <param name="position">The camera's position, mm.</param>
    /// <param name="rotation">Its direction about the vertical axis, its inclination below the horizon, and its roll, in radians.</param>
    public static void Project(
        ReadOnlySpan<float> world,
        TrainingSample sample,
        Intrinsics lens,
        Vector3 position,
        (float Yaw, float Pitch, float Roll) rotation
    )
    {
        var (right, down, away) = Axes(rotation.Yaw, rotation.Pitch, rotation.Roll);
        var (focal, centreX, centreY) = ((float)lens.Fx, (float)lens.Cx, (float)lens.Cy);
        sample.Camera = new Camera("virtual", lens, null);
        for (var joint = 0; joint < TrainingSample.Joints; joint++)
        {
            var from = new Vector3(world[3 * joint], world[(3 * joint) + 1], world[(3 * joint) + 2]) - position;
            var (x, y, z) = (Vector3.Dot(from, right), Vector3.Dot(from, down), Vector3.Dot(from, away));
            (sample.Pose[3 * joint], sample.Pose[(3 * joint) + 1], sample.Pose[(3 * joint) + 2]) = (x, y, z);
            sample.Set(joint, (focal * x / z) + centreX, (focal * y / z) + centreY);
        }
    }

    private static (Vector3 Right, Vector3 Down, Vector3 Away) Axes(float yaw, float pitch, float roll)
    {
        var away = new Vector3(MathF.Cos(yaw) * MathF.Cos(pitch), MathF.Sin(yaw) * MathF.Cos(pitch), -MathF.Sin(pitch));
        var right = new Vector3(MathF.Sin(yaw), -MathF.Cos(yaw), 0);
        var down = Vector3.Cross(away, right);
        var (sin, cos) = MathF.SinCos(roll);
        return ((cos * right) + (sin * down), (cos * down) - (sin * right), away);
    }

    private static (Vector3 Centre, float Radius) Bounds(ReadOnlySpan<float> world)
    {
        Vector3 least = new(float.MaxValue),
            most = new(float.MinValue);
        for (var i = 0; i < world.Length; i += 3)
        {
            var joint = new Vector3(world[i], world[i + 1], world[i + 2]);
            (least, most) = (Vector3.Min(least, joint), Vector3.Max(most, joint));
        }
        var centre = (least + most) / 2;
        float radius = 0;
        for (var i = 0; i < world.Length; i += 3)
            radius = Math.Max(radius, Vector3.Distance(centre, new Vector3(world[i], world[i + 1], world[i + 2])));
        return (centre, radius);
    }
}
