using System.Numerics;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Augmentation;

/// <summary>
/// Augmentation: makes new poses with the arms or legs of another frame. Each bone gets the direction that it has in the other frame, and keeps its
/// length. Arms are rotated together with the trunk, so that shoulder angles stay plausible. Legs are rotated about the vertical axis only, so that
/// the feet stay on the floor.
/// </summary>
internal static class LimbExchange
{
    private static readonly int LeftHip = Joint("LHip"),
        RightHip = Joint("RHip"),
        LeftShoulder = Joint("LShoulder"),
        RightShoulder = Joint("RShoulder"),
        Spine = Joint("Spine"),
        Thorax = Joint("Thorax");

    // From the trunk outwards: a joint is placed relative to the new position of its parent.
    private static readonly int[] RightArm = [Joint("RElbow"), Joint("RWrist")],
        LeftArm = [Joint("LElbow"), Joint("LWrist")];
    private static readonly int[] Legs = [Joint("RKnee"), Joint("RFoot"), Joint("LKnee"), Joint("LFoot")];

    /// <param name="world">51 numbers, z up, mm. Changed in place.</param>
    /// <param name="other">The frame that provides the limbs, in the same format.</param>
    public static void Apply(Span<float> world, ReadOnlySpan<float> other, ref SampleRandom random)
    {
        Span<float> original = stackalloc float[world.Length];
        world.CopyTo(original);
        var legs = random.Chance(0.5f);
        if (legs)
            CopyLimb(Legs, RotationBetween(original, other, LeftHip, RightHip, upright: true), original, other, world);
        if (legs && random.Chance(0.7f))
            return;
        var rotation = RotationBetween(original, other, LeftShoulder, RightShoulder, upright: false);
        var arms = random.Below(3);
        if (arms != 1)
            CopyLimb(RightArm, rotation, original, other, world);
        if (arms != 2)
            CopyLimb(LeftArm, rotation, original, other, world);
    }

    private static void CopyLimb(int[] joints, Matrix4x4 rotation, ReadOnlySpan<float> original, ReadOnlySpan<float> other, Span<float> world)
    {
        foreach (var joint in joints)
        {
            var parent = Skeletons.H36m17.Parents[joint];
            var (bone, length) = (Vector(other, joint) - Vector(other, parent), (Vector(original, joint) - Vector(original, parent)).Length());
            var taken = Vector(world, parent) + (Vector3.TransformNormal(bone, rotation) * (length / Math.Max(1, bone.Length())));
            (world[3 * joint], world[(3 * joint) + 1], world[(3 * joint) + 2]) = (taken.X, taken.Y, taken.Z);
        }
    }

    // The rotation from the other frame's body axes (left-right and up) to those of this frame.
    private static Matrix4x4 RotationBetween(ReadOnlySpan<float> here, ReadOnlySpan<float> there, int left, int right, bool upright) =>
        Matrix4x4.Transpose(Axes(there, left, right, upright)) * Axes(here, left, right, upright);

    private static Matrix4x4 Axes(ReadOnlySpan<float> pose, int left, int right, bool upright)
    {
        var up = upright ? Vector3.UnitZ : Unit(Vector(pose, Thorax) - Vector(pose, Spine));
        var across = Vector(pose, left) - Vector(pose, right);
        across = Unit(across - (Vector3.Dot(across, up) * up));
        var ahead = Vector3.Cross(up, across);
        return new Matrix4x4(across.X, across.Y, across.Z, 0, ahead.X, ahead.Y, ahead.Z, 0, up.X, up.Y, up.Z, 0, 0, 0, 0, 1);
    }

    // The length is limited to at least 0.001 mm, so that a zero vector does not give NaN.
    private static Vector3 Unit(Vector3 v) => v / Math.Max(1e-3f, v.Length());

    private static Vector3 Vector(ReadOnlySpan<float> pose, int joint) => new(pose[3 * joint], pose[(3 * joint) + 1], pose[(3 * joint) + 2]);

    private static int Joint(string joint) => Skeletons.H36m17.IndexOf(joint);
}
