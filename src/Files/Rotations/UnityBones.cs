using System.Collections.Immutable;
using System.Numerics;

namespace StreamLift.Files.Rotations;

/// <summary>
/// <see cref="BodyBones"/> as Unity's humanoid bones (<c>HumanBodyBones</c>), as VMC sends them: left-handed, y up, the person faces +z and has the left hand
/// at −x in the rest pose, metres.
/// </summary>
public static class UnityBones
{
    /// <summary>For each of <see cref="BodyBones"/> its name in Unity.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "Hips",
        "Spine",
        "Chest",
        "UpperChest",
        "Neck",
        "Head",
        "LeftShoulder",
        "LeftUpperArm",
        "LeftLowerArm",
        "LeftHand",
        "RightShoulder",
        "RightUpperArm",
        "RightLowerArm",
        "RightHand",
        "LeftUpperLeg",
        "LeftLowerLeg",
        "LeftFoot",
        "LeftToes",
        "RightUpperLeg",
        "RightLowerLeg",
        "RightFoot",
        "RightToes",
    ];

    /// <summary>A position in mm with y up, right-handed, as one in Unity, m.</summary>
    public static Vector3 Position(Vector3 millimetres) => new Vector3(-millimetres.X, millimetres.Y, millimetres.Z) / 1000;

    /// <summary>A rotation in right-handed axes as one in Unity.</summary>
    public static Quaternion Rotation(Quaternion rotation) => new(rotation.X, -rotation.Y, -rotation.Z, rotation.W);
}
