using StreamLift.Datasets.Synthetic;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Tests.Recordings;

/// <summary>A few seconds of the synthetic performer with the name of a recorded take, seen by Human3.6M's four cameras.</summary>
internal sealed class SyntheticTake
{
    private const int Stride = 51;

    // The index among Human3.6M's 32 recorded joints for each joint of h36m17.
    private static readonly int[] Used = [0, 1, 2, 3, 6, 7, 8, 12, 13, 14, 15, 17, 18, 19, 25, 26, 27];

    private readonly float[] _world;

    /// <param name="subject">A subject of Human3.6M, such as "S9".</param>
    /// <param name="action">The action, such as "Walking 1".</param>
    /// <param name="frames">The number of frames, at 30 per second. The performer walks, waves and squats in 25 s.</param>
    /// <param name="seed">The seed of the performer.</param>
    public SyntheticTake(string subject, string action, int frames, int seed)
    {
        (Subject, Action, Frames, _world) = (subject, action, frames, new float[frames * Stride]);
        var performer = new SyntheticPerformer(seed);
        for (var frame = 0; frame < frames; frame++)
            performer.World(frame / SyntheticPerformer.Rate, _world.AsSpan(frame * Stride, Stride));
    }

    public string Subject { get; }

    public string Action { get; }

    public int Frames { get; }

    /// <summary>The cameras of this subject.</summary>
    public IEnumerable<Camera> Cameras => Human36mCameras.Serials.Select(serial => Human36mCameras.Find(Subject, serial)!);

    /// <summary>Frames × 32 joints × xyz, world, mm, z up.</summary>
    public float[] World() => Recorded(_world, 3);

    /// <summary>Frames × 32 joints × xyz in camera axes, mm.</summary>
    public float[] Before(Camera camera) => Recorded(ToCamera(camera), 3);

    /// <summary>Frames × 32 joints × xy, px.</summary>
    public float[] Pixels(Camera camera) => Recorded(Projected(camera), 2);

    /// <summary>Frames × 16 joints × xy in Stacked Hourglass's layout, with detector errors of up to 6 whole px.</summary>
    public int[,,] Hourglass(Camera camera)
    {
        var map = SkeletonCatalogue.BuiltIn.Map(Skeletons.H36m17, Skeletons.Hourglass16);
        var (pixels, random, detected) = (Projected(camera), new Random(Frames), new int[Frames, 16, 2]);
        var (truth, joints) = (new float[Stride], new float[3 * 16]);
        for (var frame = 0; frame < Frames; frame++)
        {
            for (var joint = 0; joint < 17; joint++)
                (truth[3 * joint], truth[(3 * joint) + 1], truth[(3 * joint) + 2]) = (
                    pixels[2 * ((17 * frame) + joint)],
                    pixels[(2 * ((17 * frame) + joint)) + 1],
                    1
                );
            map.Apply(truth, joints);
            for (var joint = 0; joint < 16; joint++)
            for (var axis = 0; axis < 2; axis++)
                detected[frame, joint, axis] = (int)Math.Round(joints[(3 * joint) + axis]) + random.Next(-6, 7);
        }

        return detected;
    }

    private float[] ToCamera(Camera camera)
    {
        var points = new float[_world.Length];
        camera.ToCamera(_world, points);
        return points;
    }

    private float[] Projected(Camera camera)
    {
        var pixels = new float[Frames * 17 * 2];
        camera.Project(ToCamera(camera), pixels);
        return pixels;
    }

    private float[] Recorded(float[] of, int axes)
    {
        var all = new float[Frames * 32 * axes];
        for (var frame = 0; frame < Frames; frame++)
        for (var joint = 0; joint < Used.Length; joint++)
            of.AsSpan(((frame * Used.Length) + joint) * axes, axes).CopyTo(all.AsSpan(((frame * 32) + Used[joint]) * axes));
        return all;
    }
}
