using System.Numerics;
using StreamLift.Datasets.Synthetic;

namespace StreamLift.Tests.Recordings;

/// <summary>The synthetic performer as markers at the joints, under the names that Pose2Sim gives them.</summary>
internal sealed class MarkerTake
{
    // The joints of h36m17 in their order; Head is the top of the head there, and the joint that it turns about here.
    public static readonly string[] Names =
    [
        "Hip",
        "RHip",
        "RKnee",
        "RAnkle",
        "LHip",
        "LKnee",
        "LAnkle",
        "Back",
        "Chest",
        "Head",
        "HeadTop",
        "LShoulder",
        "LElbow",
        "LWrist",
        "RShoulder",
        "RElbow",
        "RWrist",
    ];

    private readonly float[] _world;

    public MarkerTake(int frames)
    {
        _world = new float[51 * frames];
        var performer = new SyntheticPerformer(3);
        for (var frame = 0; frame < frames; frame++)
            performer.World(frame / SyntheticPerformer.Rate, _world.AsSpan(51 * frame, 51));
    }

    public int Frames => _world.Length / 51;

    /// <summary>By frame and marker: x, y, z, mm, z up.</summary>
    public float[][] Points() => [.. Enumerable.Range(0, _world.Length / 3).Select(i => _world[(3 * i)..((3 * i) + 3)])];

    /// <summary>The same in metres with y up, as Pose2Sim turns it: y, z, x.</summary>
    public float[][] MetresYUp() => [.. Points().Select(p => new[] { p[1] / 1000, p[2] / 1000, p[0] / 1000 })];

    /// <summary>A joint of h36m17 in the world, mm.</summary>
    public Vector3 At(int frame, int joint) => new(_world.AsSpan((51 * frame) + (3 * joint)));
}
