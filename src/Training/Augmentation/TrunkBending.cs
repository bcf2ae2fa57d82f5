using System.Numerics;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Augmentation;

/// <summary>Augmentation: bends and turns the trunk, with head and arms, over the legs, and leans the whole person.</summary>
internal static class TrunkBending
{
    private const float LyingShare = 0.04f;

    private static readonly int[] Above =
    [
        .. Enumerable
            .Range(1, TrainingSample.Joints - 1)
            .Where(joint => !PublishedSkeleton.IsLeg(joint) && joint != BodyFrame.LeftHip && joint != BodyFrame.RightHip),
    ];

    /// <param name="world">51 numbers, z up, mm. Changed in place; lengths and the height of the lowest joint stay.</param>
    public static void Apply(Span<float> world, ref SampleRandom random)
    {
        var joints = BodyFrame.Joints(world);
        var (floor, pelvis) = (BodyFrame.Lowest(joints), BodyFrame.OfPelvis(joints));
        var bend =
            Quaternion.CreateFromAxisAngle(pelvis.Left, 0.1f + (0.3f * random.Normal()))
            * Quaternion.CreateFromAxisAngle(pelvis.Forward, 0.12f * random.Normal())
            * Quaternion.CreateFromAxisAngle(pelvis.Up, 0.2f * random.Normal());
        foreach (var joint in Above)
            joints[joint] = joints[BodyFrame.Hip] + Vector3.Transform(joints[joint] - joints[BodyFrame.Hip], bend);

        var azimuth = random.Uniform(0, MathF.Tau);
        var axis = new Vector3(MathF.Cos(azimuth), MathF.Sin(azimuth), 0);
        var lean = Quaternion.CreateFromAxisAngle(axis, random.Chance(LyingShare) ? random.Uniform(0.6f, 1.8f) : 0.08f * random.Normal());
        var hip = joints[BodyFrame.Hip];
        foreach (ref var joint in joints)
            joint = hip + Vector3.Transform(joint - hip, lean);
        BodyFrame.PutOnFloor(joints, floor);
    }
}
