using System.Numerics;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Rigs;

/// <summary>
/// Computes the 17 joints of h36m17 from a rig's joints. Limbs are the rig's own joints. The joints of the trunk are at the same place of the body
/// whatever joints the rig has there, as Human3.6M has them (<see cref="BodyProportions"/>).
/// </summary>
internal sealed class BodyMap
{
    private readonly JointTerms[] _body;

    /// <param name="joints">The rig's joints. None of the limbs and the head is unknown, unless <paramref name="given"/> has it.</param>
    /// <param name="given">What the user gives for the joints of h36m17 and <see cref="BodyJoint.HeadTop"/>; unknown for others. Null: nothing.</param>
    /// <param name="tree">The rig's tree.</param>
    /// <param name="positions">The joints in any pose, for the lengths of bones.</param>
    /// <param name="isUpright">Whether the trunk is straight in that pose.</param>
    public BodyMap(RigJoints joints, JointTerms[]? given, RigTree tree, Vector3[] positions, bool isUpright)
    {
        _body = new JointTerms[Skeletons.H36m17.Count];
        for (var limb = 0; limb < 12; limb++)
        {
            var at = Limb(limb);
            _body[at] = given?[at] is { IsKnown: true } own ? own : JointTerms.Of(joints.Limbs[limb]);
        }
        JointTerms Or(int at, Func<JointTerms> otherwise) => given?[at] is { IsKnown: true } own ? own : otherwise();
        var trunk = new TrunkPoints(joints, tree, positions, isUpright);
        _body[BodyJoint.Hip] = Or(BodyJoint.Hip, () => JointTerms.Between(_body[BodyJoint.RHip], _body[BodyJoint.LHip], 0.5f));
        _body[BodyJoint.Thorax] = Or(BodyJoint.Thorax, () => JointTerms.Between(_body[BodyJoint.LShoulder], _body[BodyJoint.RShoulder], 0.5f));
        _body[BodyJoint.Spine] = Or(BodyJoint.Spine, () => trunk.Spine(_body));
        var head = Or(BodyJoint.Head, () => JointTerms.Of(joints.Head));
        _body[BodyJoint.Head] = Or(BodyJoint.HeadTop, () => trunk.HeadTop(_body, head));
        _body[BodyJoint.Nose] = Or(BodyJoint.Nose, () => trunk.Nose(_body, head));
    }

    /// <summary>The place in h36m17 of one of <see cref="RigJoints.LimbNames"/>.</summary>
    public static int Limb(int limb) => limb < 6 ? 1 + limb : 5 + limb;

    /// <summary>The rig's joints that the body is computed from.</summary>
    public IReadOnlyList<int> Used => [.. _body.SelectMany(joint => joint.Terms).Where(term => term.Weight != 0).Select(term => term.Joint).Distinct()];

    /// <summary>Writes the 17 joints in the order of h36m17, in the rig's unit and axes.</summary>
    public void Write(ReadOnlySpan<Vector3> positions, Span<Vector3> body)
    {
        for (var joint = 0; joint < _body.Length; joint++)
            body[joint] = _body[joint].At(positions);
    }
}

/// <summary>The places of joints in h36m17.</summary>
internal static class BodyJoint
{
    public const int Hip = 0;
    public const int RHip = 1;
    public const int RFoot = 3;
    public const int LHip = 4;
    public const int LFoot = 6;
    public const int Spine = 7;
    public const int Thorax = 8;
    public const int Nose = 9;
    public const int Head = 10;
    public const int LShoulder = 11;
    public const int RShoulder = 14;

    /// <summary>The place of the top of the head in a user's map, after the 17: its Head is the joint that the head turns about.</summary>
    public const int HeadTop = 17;
}
