using System.Numerics;
using StreamLift.Poses.Layouts;
using StreamLift.Rigs;

namespace StreamLift.Datasets.Rigs;

/// <summary>What a take's poses say about its unit and axes: lengths and directions, in the file's unit and axes.</summary>
internal sealed class BodyFacts
{
    // Frames of a take are alike; a few hundred tell as much as all.
    private const int Samples = 200;

    private readonly float[] _world;
    private readonly int _step;

    /// <param name="world">51 numbers per frame.</param>
    public BodyFacts(float[] world)
    {
        (_world, Frames) = (world, world.Length / Skeletons.PoseWidth);
        _step = Math.Max(1, Frames / Samples);
        var count = (Frames + _step - 1) / _step;
        for (var frame = 0; frame < Frames; frame += _step)
        {
            for (var joint = 1; joint < Bones.Length; joint++)
                Bones[joint] += Distance(frame, joint - 1, joint) / count;
            Trunk += (Distance(frame, 0, 7) + Distance(frame, 7, 8) + Distance(frame, 8, 10)) / count;
            if (Vector3.Normalize(At(frame, BodyJoint.Thorax) - At(frame, BodyJoint.Hip)) is var up && float.IsFinite(up.X))
                Up += up / count;
        }
        Leg = (Bones[2] + Bones[3] + Bones[5] + Bones[6]) / 2;
    }

    /// <summary>The number of frames.</summary>
    public int Frames { get; }

    /// <summary>The mean distance of each joint of h36m17 from the one before it: 2 is the right thigh, 3 the right shin.</summary>
    public float[] Bones { get; } = new float[Skeletons.PoseWidth / 3];

    /// <summary>The mean length from hip to knee to foot.</summary>
    public float Leg { get; }

    /// <summary>The mean length from hip to spine to thorax to the top of the head.</summary>
    public float Trunk { get; }

    /// <summary>The mean direction from hip to thorax. Shorter than 1 where it changes.</summary>
    public Vector3 Up { get; }

    /// <summary>The part of the frames in which the lowest joint is at height 0 of an axis, and the hips are as high over it as of one who stands.</summary>
    public float StandsAtZero(WorldUp axis) =>
        Fraction(axis, (low, hip) => low > -0.1f * Leg && low < 0.25f * Leg && hip - low > 0.5f * Leg && hip - low < 1.2f * Leg);

    /// <summary>The part of the frames in which the lowest joint is at height 0 of an axis.</summary>
    public float TouchesZero(WorldUp axis) => Fraction(axis, (low, _) => low > -0.1f * Leg && low < 0.35f * Leg);

    private float Fraction(WorldUp axis, Func<float, float, bool> fits)
    {
        var (up, count, all) = (axis.Vector(), 0, 0);
        for (var frame = 0; frame < Frames; frame += _step, all++)
        {
            var low = float.MaxValue;
            for (var joint = 0; joint < Skeletons.PoseWidth / 3; joint++)
                low = Math.Min(low, Vector3.Dot(up, At(frame, joint)));
            count += fits(low, Vector3.Dot(up, At(frame, BodyJoint.Hip))) ? 1 : 0;
        }
        return (float)count / Math.Max(1, all);
    }

    private Vector3 At(int frame, int joint) => new(_world.AsSpan((frame * Skeletons.PoseWidth) + (3 * joint), 3));

    private float Distance(int frame, int one, int other) => Vector3.Distance(At(frame, one), At(frame, other));
}
