using System.Collections.Immutable;
using System.Numerics;

namespace StreamLift.Files.Rotations;

/// <summary>The lengths of a person's bones, which are the same in all frames.</summary>
/// <param name="Offsets">For each of <see cref="BodyBones"/> its place from its parent in the rest pose, mm; the root's is 0.</param>
/// <param name="HeadTop">The top of the head from <c>Head</c> in the rest pose, mm.</param>
public sealed record BodyProportions(ImmutableArray<Vector3> Offsets, Vector3 HeadTop)
{
    // nothing is recorded of hands and feet: their lengths only make them visible
    private const float HandPerForearm = 0.3f;
    private static readonly Vector3 ToesPerShin = new(0, -0.12f, 0.3f);
    private const float ToeEndPerShin = 0.15f;

    /// <summary>The end of a bone without children in the rest pose, from the bone, mm.</summary>
    public Vector3 EndOf(int bone) =>
        bone switch
        {
            BodyBones.Head => HeadTop,
            BodyBones.LeftHand or BodyBones.RightHand => HandPerForearm * Offsets[bone],
            _ => new(0, 0, ToeEndPerShin * Offsets[bone - 1].Length()),
        };

    /// <summary>The length of the lower back, from the hips to the spine, where it is straight, mm.</summary>
    public float Back => Offsets[BodyBones.Spine1].Y + Offsets[BodyBones.Spine2].Y;

    /// <summary>The height of the hips above the ends of the feet in the rest pose, mm.</summary>
    public float HipHeight =>
        -(Offsets[BodyBones.LeftUpLeg].Y + Offsets[BodyBones.LeftUpLeg + 1].Y + Offsets[BodyBones.LeftFoot].Y + Offsets[BodyBones.LeftToe].Y);

    /// <summary>The proportions of lengths.</summary>
    /// <param name="lengths">In the order of <see cref="BodyMeasurer"/>.</param>
    /// <param name="rightHip">The right hip from the middle one, in the axes of the pelvis.</param>
    /// <param name="leftHip">The left hip.</param>
    internal static BodyProportions Of(ReadOnlySpan<float> lengths, Vector3 rightHip, Vector3 leftHip)
    {
        var offsets = new Vector3[BodyBones.Count];
        // the lower back has a joint in its middle, by which it gets shorter when the person bends
        offsets[BodyBones.Spine1] = offsets[BodyBones.Spine2] = new(0, lengths[BodyMeasurer.Back] / 2, 0);
        foreach (var bone in (ReadOnlySpan<int>)[BodyBones.Neck, BodyBones.LeftShoulder, BodyBones.RightShoulder])
            offsets[bone] = new(0, lengths[BodyMeasurer.Chest], 0);
        offsets[BodyBones.Head] = new(0, lengths[BodyMeasurer.Neck], 0);
        (offsets[BodyBones.RightUpLeg], offsets[BodyBones.LeftUpLeg]) = (rightHip, leftHip);
        for (var part = 0; part < 3; part++)
        {
            offsets[BodyBones.LeftShoulder + 1 + part] = new(lengths[BodyMeasurer.LeftArm + part], 0, 0);
            offsets[BodyBones.RightShoulder + 1 + part] = new(-lengths[BodyMeasurer.RightArm + part], 0, 0);
        }
        for (var part = 0; part < 2; part++)
        {
            offsets[BodyBones.RightUpLeg + 1 + part] = new(0, -lengths[BodyMeasurer.RightLeg + part], 0);
            offsets[BodyBones.LeftUpLeg + 1 + part] = new(0, -lengths[BodyMeasurer.LeftLeg + part], 0);
        }
        offsets[BodyBones.LeftToe] = ToesPerShin * lengths[BodyMeasurer.LeftLeg + 1];
        offsets[BodyBones.RightToe] = ToesPerShin * lengths[BodyMeasurer.RightLeg + 1];
        return new BodyProportions([.. offsets], new(0, lengths[BodyMeasurer.Skull], 0));
    }
}
