using System.Numerics;
using StreamLift.Files.Rotations;

namespace StreamLift.Files.Bodies;

/// <summary>The motion of a person as bones: lengths, and for each known frame the place of the hips and the rotations.</summary>
/// <param name="Body">The lengths of the bones.</param>
/// <param name="Roots">The middle of the hips in each frame, mm, y up.</param>
/// <param name="Rotations">By frame and bone, each against its parent.</param>
/// <param name="OffBy">The distance of the joints from those of the poses, mm: mean and largest.</param>
internal sealed record BodyMotion(BodyProportions Body, Vector3[] Roots, Quaternion[] Rotations, (double Mean, double Largest) OffBy)
{
    /// <summary>The rotations of a frame.</summary>
    public ReadOnlySpan<Quaternion> Of(int frame) => Rotations.AsSpan(frame * BodyBones.Count, BodyBones.Count);

    /// <summary>Solves all frames of a person.</summary>
    public static BodyMotion Of(BodyProportions body, IReadOnlyList<(long Number, float[] Joints)> frames)
    {
        var (solver, roots, rotations) = (new BodySolver { Body = body }, new Vector3[frames.Count], new Quaternion[frames.Count * BodyBones.Count]);
        var (again, sum, count, largest) = (new float[3 * BodyBones.OfJoint.Length], 0.0, 0L, 0.0);
        for (var frame = 0; frame < frames.Count; frame++)
        {
            var joints = frames[frame].Joints;
            var local = rotations.AsSpan(frame * BodyBones.Count, BodyBones.Count);
            roots[frame] = new Vector3(joints);
            solver.Solve(joints, local);
            ForwardKinematics.Joints(body, roots[frame], local, again);
            for (var joint = 0; joint < BodyBones.OfJoint.Length; joint++)
                if (Vector3.Distance(BodyMeasurer.At(joints, joint), BodyMeasurer.At(again, joint)) is var off && float.IsFinite(off))
                    (sum, count, largest) = (sum + off, count + 1, Math.Max(largest, off));
        }
        return new BodyMotion(body, roots, rotations, (count == 0 ? 0 : sum / count, largest));
    }
}
