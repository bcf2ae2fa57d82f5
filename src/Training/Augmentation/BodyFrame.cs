using System.Numerics;
using System.Runtime.InteropServices;
using StreamLift.Poses.Layouts;

namespace StreamLift.Training.Augmentation;

/// <summary>The axes of a part of the body: unit vectors at right angles.</summary>
/// <param name="Left">To the person's left.</param>
/// <param name="Up">Along the spine, towards the head.</param>
/// <param name="Forward">The way that the person faces.</param>
internal readonly record struct BodyFrame(Vector3 Left, Vector3 Up, Vector3 Forward)
{
    public static int Hip { get; } = Joint("Hip");
    public static int RightHip { get; } = Joint("RHip");
    public static int LeftHip { get; } = Joint("LHip");
    public static int Spine { get; } = Joint("Spine");
    public static int Thorax { get; } = Joint("Thorax");
    public static int Nose { get; } = Joint("Neck/Nose");
    public static int Head { get; } = Joint("Head");
    public static int LeftShoulder { get; } = Joint("LShoulder");
    public static int RightShoulder { get; } = Joint("RShoulder");

    /// <summary>The joints of a pose, as vectors in place.</summary>
    public static Span<Vector3> Joints(Span<float> pose) => MemoryMarshal.Cast<float, Vector3>(pose);

    /// <summary>The axes of the chest.</summary>
    public static BodyFrame OfChest(ReadOnlySpan<Vector3> joints) => Of(joints[Thorax] - joints[Spine], joints[LeftShoulder] - joints[RightShoulder]);

    /// <summary>The axes of the pelvis.</summary>
    public static BodyFrame OfPelvis(ReadOnlySpan<Vector3> joints) => Of(joints[Spine] - joints[Hip], joints[LeftHip] - joints[RightHip]);

    /// <summary>A vector of length 1, or 0 for a vector without a direction.</summary>
    public static Vector3 Unit(Vector3 vector) => vector / Math.Max(1e-3f, vector.Length());

    /// <summary>Rotates a vector about an axis of length 1, by the right hand's rule.</summary>
    public static Vector3 Rotate(Vector3 vector, Vector3 axis, float radians) => Vector3.Transform(vector, Quaternion.CreateFromAxisAngle(axis, radians));

    /// <summary>Moves the pose up or down, so that its lowest joint is at this height, mm.</summary>
    public static void PutOnFloor(Span<Vector3> joints, float height)
    {
        var shift = new Vector3(0, 0, height - Lowest(joints));
        foreach (ref var joint in joints)
            joint += shift;
    }

    /// <summary>The height of the lowest joint, mm.</summary>
    public static float Lowest(ReadOnlySpan<Vector3> joints)
    {
        var lowest = float.MaxValue;
        foreach (var joint in joints)
            lowest = Math.Min(lowest, joint.Z);
        return lowest;
    }

    private static BodyFrame Of(Vector3 along, Vector3 across)
    {
        var up = Unit(along);
        var left = Unit(across - (Vector3.Dot(across, up) * up));
        return new BodyFrame(left, up, Vector3.Cross(left, up));
    }

    private static int Joint(string name) => Skeletons.H36m17.IndexOf(name);
}
