using System.Numerics;

namespace StreamLift.Files.Rotations;

/// <summary>Computes positions from rotations.</summary>
public static class ForwardKinematics
{
    /// <summary>The 17 joints of h36m17.</summary>
    /// <param name="body">The lengths of the bones.</param>
    /// <param name="root">The middle of the hips, mm.</param>
    /// <param name="local">The rotation of each bone against its parent.</param>
    /// <param name="joints">Receives 51 numbers, mm.</param>
    public static void Joints(BodyProportions body, Vector3 root, ReadOnlySpan<Quaternion> local, Span<float> joints)
    {
        Span<Vector3> positions = stackalloc Vector3[BodyBones.Count];
        Span<Quaternion> global = stackalloc Quaternion[BodyBones.Count];
        for (var bone = 0; bone < positions.Length; bone++)
        {
            var parent = BodyBones.Parents[bone];
            global[bone] = parent < 0 ? local[bone] : global[parent] * local[bone];
            positions[bone] = parent < 0 ? root : positions[parent] + Vector3.Transform(body.Offsets[bone], global[parent]);
        }
        for (var joint = 0; joint < BodyBones.OfJoint.Length; joint++)
        {
            var bone = BodyBones.OfJoint[joint];
            var position = bone >= 0 ? positions[bone] : positions[BodyBones.Head] + Vector3.Transform(body.HeadTop, global[BodyBones.Head]);
            position.CopyTo(joints[(3 * joint)..]);
        }
    }
}
