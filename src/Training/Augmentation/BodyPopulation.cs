using System.Numerics;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Augmentation;

/// <summary>
/// Augmentation: gives the pose the body of a random person. Directions of the bones stay as recorded; their lengths are those of Human3.6M's published
/// skeleton, varied as people differ. So the network is tied neither to the people that were recorded nor to one skeleton's definition of joints:
/// where the spine, the neck and the head points lie differs as well.
/// </summary>
internal static class BodyPopulation
{
    // Deviations of a length relative to its mean: between people, and between the definitions of a joint.
    private const float OfSize = 0.055f;
    private const float OfPart = 0.04f;
    private const float OfBone = 0.03f;
    private const float OfDefinition = 0.1f;

    // Adults' upper arms and forearms are longer, relative to their legs, than those of the one published skeleton.
    private const float Arms = 1.05f;

    /// <param name="world">51 numbers, z up, mm. Changed in place; the lowest joint keeps its height.</param>
    public static void Apply(Span<float> world, ref SampleRandom random)
    {
        var joints = BodyFrame.Joints(world);
        var floor = BodyFrame.Lowest(joints);
        var (chest, pelvis) = (BodyFrame.OfChest(joints), BodyFrame.OfPelvis(joints));
        Span<Vector3> bones = stackalloc Vector3[TrainingSample.Joints];
        var parents = Skeletons.H36m17.Parents;
        for (var joint = 1; joint < bones.Length; joint++)
            bones[joint] = BodyFrame.Unit(joints[joint] - joints[parents[joint]]);
        Lengthen(bones, ref random);
        Define(bones, chest, pelvis, ref random);
        foreach (var joint in PublishedSkeleton.Outwards)
            joints[joint] = joints[parents[joint]] + bones[joint];
        BodyFrame.PutOnFloor(joints, floor);
    }

    // From unit vectors to bones.
    private static void Lengthen(Span<Vector3> bones, ref SampleRandom random)
    {
        var size = PublishedSkeleton.LegRatio * Varied(OfSize, ref random);
        var (trunk, legs, arms) = (size * Varied(OfPart, ref random), size * Varied(OfBone, ref random), size * Arms * Varied(OfPart, ref random));
        var mirror = Skeletons.H36m17.Mirror;
        Span<float> factors = stackalloc float[bones.Length];
        for (var joint = 1; joint < bones.Length; joint++)
        {
            factors[joint] =
                mirror[joint] < joint ? factors[mirror[joint]]
                : PublishedSkeleton.IsLeg(joint) ? legs * Varied(OfBone, ref random)
                : PublishedSkeleton.IsArm(joint) ? arms * Varied(OfBone, ref random)
                : joint == BodyFrame.Spine || joint == BodyFrame.Thorax ? trunk * Varied(OfPart, ref random)
                : size * Varied(OfDefinition, ref random);
            bones[joint] *= factors[joint] * PublishedSkeleton.Lengths[joint];
        }
    }

    // A chest's point lies over the shoulder joints, the middle of the head in front of the neck, the top behind it, and the spine's point behind the
    // line from the hips to the chest. By how much depends on who defined the joints. Lengths stay.
    private static void Define(Span<Vector3> bones, BodyFrame chest, BodyFrame pelvis, ref SampleRandom random)
    {
        var (drop, forward, back, curve) = (
            Math.Clamp(60 + (30 * random.Normal()), -10, 110) * chest.Up,
            Math.Clamp(45 + (30 * random.Normal()), -40, 100) * chest.Forward,
            Math.Clamp(35 + (30 * random.Normal()), -50, 90) * chest.Forward,
            Math.Clamp(30 + (25 * random.Normal()), -40, 80) * pelvis.Forward
        );
        bones[BodyFrame.LeftShoulder] = Shifted(bones[BodyFrame.LeftShoulder], -drop);
        bones[BodyFrame.RightShoulder] = Shifted(bones[BodyFrame.RightShoulder], -drop);
        bones[BodyFrame.Nose] = Shifted(bones[BodyFrame.Nose], forward);
        bones[BodyFrame.Head] = Shifted(bones[BodyFrame.Head], -back);
        bones[BodyFrame.Spine] = Shifted(bones[BodyFrame.Spine], -curve);
        bones[BodyFrame.Thorax] = Shifted(bones[BodyFrame.Thorax], curve);
    }

    private static Vector3 Shifted(Vector3 bone, Vector3 by)
    {
        var length = bone.Length();
        return length * BodyFrame.Unit((bone * MathF.Sqrt(Math.Max(0.1f, 1 - (by.LengthSquared() / Math.Max(1, length * length))))) + by);
    }

    private static float Varied(float deviation, ref SampleRandom random) => 1 + (deviation * Math.Clamp(random.Normal(), -3, 3));
}
