using System.Numerics;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Augmentation;

/// <summary>
/// Augmentation: views through a camera near the person, such as a webcam on a desk, a laptop or a phone. It sees the head, the shoulders and the arms,
/// mostly from the front; the image's border or a table hides the rest.
/// </summary>
internal static class NearCamera
{
    private const int MaxAttempts = 8;
    private const int Width = 1000;
    private const float LeastDepthMm = 150;

    // Fewer joints are not enough for COCO's layout, which lacks the head, the neck and the spine.
    private const int LeastInside = 8;
    private static readonly float[] Aspects = [9 / 16f, 9 / 16f, 3 / 4f, 1f, 16 / 9f];
    private static readonly int Thorax = Skeletons.H36m17.IndexOf("Thorax");
    private static readonly int Head = Skeletons.H36m17.IndexOf("Head");
    private static readonly int Hip = Skeletons.H36m17.IndexOf("Hip");
    private static readonly int Left = Skeletons.H36m17.IndexOf("LShoulder");
    private static readonly int Right = Skeletons.H36m17.IndexOf("RShoulder");

    /// <param name="world">51 numbers, z up, mm.</param>
    /// <param name="sample">Receives the view. <see cref="TrainingSample.Bottom"/> says which joints are hidden.</param>
    /// <returns>False: none of the cameras that were tried saw enough of the person.</returns>
    public static bool TryProject(ReadOnlySpan<float> world, TrainingSample sample, ref SampleRandom random)
    {
        for (var i = 0; i < MaxAttempts; i++)
        {
            ProjectOnce(world, sample, ref random);
            if (sample.IsBefore(LeastDepthMm) && sample.CountInside() >= LeastInside && sample.IsInside(Thorax))
                return true;
        }
        sample.Bottom = null;
        return false;
    }

    private static void ProjectOnce(ReadOnlySpan<float> world, TrainingSample sample, ref SampleRandom random)
    {
        var (thorax, head, left) = (At(world, Thorax), At(world, Head), At(world, Left) - At(world, Right));
        var facing = MathF.Atan2(-left.X, left.Y); // the person looks along left × up
        var height = Width * Aspects[random.Below(Aspects.Length)];
        var focal = Math.Max(Width, height) * random.LogUniform(0.5f, 1.4f);
        // The camera stands before the person, and looks back at them.
        var azimuth = facing + MathF.PI + (random.Chance(0.1f) ? random.Uniform(-MathF.PI, MathF.PI) : 0.5f * random.Normal());
        var distance = random.LogUniform(550, 3500);
        var elevation = Math.Clamp(0.25f * random.Normal(), -0.8f, 0.8f);
        var target = Vector3.Lerp(thorax, head, random.Uniform(0, 1));
        var direction = new Vector3(MathF.Cos(azimuth) * MathF.Cos(elevation), MathF.Sin(azimuth) * MathF.Cos(elevation), -MathF.Sin(elevation));
        var (u, v) = (0.15f * Width * random.Normal(), 0.15f * height * random.Normal());
        var lens = new Intrinsics(Width, (int)height, focal, focal, Width / 2.0, height / 2.0, Distortion.None);
        VirtualCamera.Project(
            world,
            sample,
            lens,
            target - (distance * direction),
            (azimuth + MathF.Atan(u / focal), elevation - MathF.Atan(v / focal), 0.04f * random.Normal())
        );
        // A table hides what is below the elbows, the hips or the knees, or nothing does.
        var (neck, hip) = (sample.Keypoints[(3 * Thorax) + 1], sample.Keypoints[(3 * Hip) + 1]);
        var below = random.Chance(0.5f) ? random.Uniform(0.4f, 0.98f) : random.Uniform(0.5f, 3);
        sample.Bottom = random.Chance(0.75f) ? Math.Clamp(neck + (below * Math.Max(1, hip - neck)), 1, height) : height;
    }

    private static Vector3 At(ReadOnlySpan<float> world, int joint) => new(world[3 * joint], world[(3 * joint) + 1], world[(3 * joint) + 2]);
}
