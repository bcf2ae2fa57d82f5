using System.Numerics;
using System.Runtime.InteropServices;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Augmentation;

namespace StreamLift.Training.Samples;

/// <summary>
/// Draws frames so that each kind of pose counts, not each frame: a person who walks for minutes would else hide one who sits down once. Poses within
/// <see cref="RadiusMm"/> of each other, after turning both to face the same way, are of one kind.
/// </summary>
internal sealed class PoseBalance
{
    /// <summary>The largest mean distance of the joints of two poses of one kind, mm.</summary>
    public const float RadiusMm = 120;

    private readonly double[] _upTo;

    /// <param name="motion">The frames.</param>
    /// <param name="exponent">0: a kind of pose counts as often as it was recorded. 1: all kinds count alike.</param>
    public PoseBalance(Motion motion, float exponent)
    {
        var kinds = Kinds(motion);
        var sizes = new int[kinds.Max() + 1];
        foreach (var kind in kinds)
            sizes[kind]++;
        _upTo = new double[motion.Frames];
        var sum = 0.0;
        for (var frame = 0; frame < _upTo.Length; frame++)
            _upTo[frame] = sum += Math.Pow(sizes[kinds[frame]], -exponent);
    }

    /// <summary>Draws a frame.</summary>
    public int Draw(ref SampleRandom random)
    {
        var found = Array.BinarySearch(_upTo, random.Uniform() * _upTo[^1]);
        return Math.Min(_upTo.Length - 1, found < 0 ? ~found : found + 1);
    }

    // Each frame belongs to the first frame before it that is near and belongs to itself.
    private static int[] Kinds(Motion motion)
    {
        var (kinds, first) = (new int[motion.Frames], new List<Vector3[]>());
        for (var frame = 0; frame < kinds.Length; frame++)
        {
            var pose = Turned(motion.World(frame));
            var kind = first.FindIndex(other => IsNear(pose, other));
            if (kind < 0)
            {
                kind = first.Count;
                first.Add(pose);
            }
            kinds[frame] = kind;
        }
        return kinds;
    }

    private static bool IsNear(Vector3[] pose, Vector3[] other)
    {
        const float Most = RadiusMm * Skeletons.PoseWidth / 3;
        var sum = 0f;
        for (var joint = 1; joint < pose.Length && sum <= Most; joint++)
            sum += Vector3.Distance(pose[joint], other[joint]);
        return sum <= Most;
    }

    // Relative to the hip, turned about the vertical axis so that the hips lie along x.
    private static Vector3[] Turned(ReadOnlySpan<float> world)
    {
        var joints = MemoryMarshal.Cast<float, Vector3>(world);
        var across = joints[BodyFrame.LeftHip] - joints[BodyFrame.RightHip];
        var turn = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, -MathF.Atan2(across.Y, across.X));
        var turned = new Vector3[joints.Length];
        for (var joint = 0; joint < turned.Length; joint++)
            turned[joint] = Vector3.Transform(joints[joint] - joints[0], turn);
        return turned;
    }
}
