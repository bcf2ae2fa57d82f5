using System.Collections.Immutable;

namespace StreamLift.Files.Rotations;

/// <summary>
/// The bones of a person in BVH, glTF and VMC, by Mixamo's names, parents first. In the rest pose the person stands upright with stretched arms (T-pose),
/// faces +z, has y up and the left hand at +x, and no bone is turned.
/// </summary>
public static class BodyBones
{
    /// <summary>The pelvis, and the root.</summary>
    public const int Hips = 0;

    internal const int Spine = 1;
    internal const int Spine1 = 2;
    internal const int Spine2 = 3;
    internal const int Neck = 4;
    internal const int Head = 5;
    internal const int LeftShoulder = 6;
    internal const int LeftHand = 9;
    internal const int RightShoulder = 10;
    internal const int RightHand = 13;
    internal const int LeftUpLeg = 14;
    internal const int LeftFoot = 16;
    internal const int LeftToe = 17;
    internal const int RightUpLeg = 18;
    internal const int RightFoot = 20;
    internal const int RightToe = 21;

    /// <summary>Their names.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "Hips",
        "Spine",
        "Spine1",
        "Spine2",
        "Neck",
        "Head",
        "LeftShoulder",
        "LeftArm",
        "LeftForeArm",
        "LeftHand",
        "RightShoulder",
        "RightArm",
        "RightForeArm",
        "RightHand",
        "LeftUpLeg",
        "LeftLeg",
        "LeftFoot",
        "LeftToeBase",
        "RightUpLeg",
        "RightLeg",
        "RightFoot",
        "RightToeBase",
    ];

    /// <summary>For each bone the place of its parent; -1: none.</summary>
    public static ImmutableArray<int> Parents { get; } = [-1, 0, 1, 2, 3, 4, 3, 6, 7, 8, 3, 10, 11, 12, 0, 14, 15, 16, 0, 18, 19, 20];

    /// <summary>The number of bones.</summary>
    public static int Count => Names.Length;

    /// <summary>For each joint of h36m17 the bone that begins there. The top of the head is the end of <see cref="Head"/>: -1.</summary>
    internal static ImmutableArray<int> OfJoint { get; } = [Hips, 18, 19, 20, 14, 15, 16, Spine2, Neck, Head, -1, 7, 8, 9, 11, 12, 13];

    /// <summary>The bones without children, whose ends have an offset too.</summary>
    internal static ImmutableArray<int> Ends { get; } = [Head, LeftHand, RightHand, LeftToe, RightToe];
}
