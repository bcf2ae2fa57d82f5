using System.Numerics;

namespace StreamLift.Datasets.Rigs;

/// <summary>
/// Notes a person whose left and right are swapped: the feet point backwards. Files in left-handed coordinates (Unity, Unreal) show everybody mirrored.
/// </summary>
internal static class SideCheck
{
    // The cosine of 60°: feet turn outwards.
    private const float Backwards = -0.5f;

    /// <param name="body">The 17 joints in a pose.</param>
    /// <param name="joints">The rig's joints.</param>
    /// <param name="tree">Its tree. Without one, nothing says where the toes are.</param>
    /// <param name="positions">The rig's joints in the same pose.</param>
    /// <param name="notes">Receives the note.</param>
    public static void Check(ReadOnlySpan<Vector3> body, RigJoints joints, RigTree tree, Vector3[] positions, List<string> notes)
    {
        if (!tree.HasBranches)
            return;
        var (left, up) = (body[BodyJoint.LHip] - body[BodyJoint.RHip], body[BodyJoint.Thorax] - body[BodyJoint.Hip]);
        var forward = Vector3.Cross(left, up);
        var feet = Foot(joints.Limbs[2]) + Foot(joints.Limbs[5]);
        feet -= Vector3.Dot(feet, up) / up.LengthSquared() * up;
        // A foot is about 130 mm long to the toes where the trunk is 500 mm long.
        if (feet.Length() > 0.1f * up.Length() && Vector3.Dot(Vector3.Normalize(forward), Vector3.Normalize(feet)) < Backwards)
            notes.Add(
                "left and right seem swapped, because the feet point backwards: the names, or the file's axes, are mirrored; --joints FILE can swap them"
            );

        Vector3 Foot(int ankle) =>
            ankle < 0 || tree.Children(ankle).Count == 0
                ? Vector3.Zero
                : tree.Children(ankle).Select(toes => positions[toes] - positions[ankle]).MaxBy(foot => foot.LengthSquared());
    }
}
