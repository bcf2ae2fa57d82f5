using System.Numerics;

namespace StreamLift.Datasets.Rigs;

/// <summary>
/// The joints of h36m17 in trunk and head. Rigs have one to five joints in the back, at heights of their own (Mixamo's Spine is 10 cm over the hips, CMU's 22
/// cm), and few have a nose or the top of the head.
/// </summary>
/// <param name="joints">The rig's joints.</param>
/// <param name="tree">Its tree.</param>
/// <param name="positions">The joints in a pose, for the lengths of bones.</param>
/// <param name="isUpright">Whether the trunk is straight in that pose.</param>
internal sealed class TrunkPoints(RigJoints joints, RigTree tree, Vector3[] positions, bool isUpright)
{
    /// <summary>The spine's joint, at a fixed part of the way from hip to thorax along the rig's joints.</summary>
    public JointTerms Spine(JointTerms[] body) =>
        BodyLine.Point(
            [body[BodyJoint.Hip], .. Back(body).Select(JointTerms.Of), body[BodyJoint.Thorax]],
            positions,
            isUpright,
            BodyProportions.Spine,
            BodyProportions.SameSpine
        );

    /// <summary>The rig's top of the head if it can be that, else a point beyond the head joint in its direction, or without one in the neck's.</summary>
    public JointTerms HeadTop(JointTerms[] body, JointTerms head)
    {
        Vector3 At(int joint) => body[joint].At(positions);
        var (thorax, at) = (At(BodyJoint.Thorax), head.At(positions));
        var leg = Vector3.Distance(At(1), At(2)) + Vector3.Distance(At(2), At(3));
        var trunk = Vector3.Distance(At(BodyJoint.Hip), At(BodyJoint.Spine)) + Vector3.Distance(At(BodyJoint.Spine), thorax);
        var usual = BodyProportions.HeadOfTrunk * trunk;
        JointTerms[] below = [joints.Neck >= 0 ? JointTerms.Of(joints.Neck) : body[BodyJoint.Thorax], body[BodyJoint.Thorax], body[BodyJoint.Hip]];
        var from = Array.Find(below, point => Length(point) > 0.02f * leg) is { IsKnown: true } found ? found : body[BodyJoint.Hip];
        // Along the joints: the head may be bent.
        var neck = joints.Neck >= 0 ? positions[joints.Neck] : at;
        var before = Vector3.Distance(thorax, neck) + Vector3.Distance(neck, at);
        var skull = Math.Max(usual - before, 0.05f * leg);
        if (joints.Top < 0 || Length(JointTerms.Of(joints.Top)) is var own && own < 0.02f * leg || IsSideways(joints.Top))
            return JointTerms.Between(from, head, 1 + (skull / Length(from)));
        return Math.Abs(before + own - usual) < BodyProportions.HeadTolerance * usual
            ? JointTerms.Of(joints.Top)
            : JointTerms.Between(head, JointTerms.Of(joints.Top), skull / own);

        float Length(JointTerms point) => Vector3.Distance(point.At(positions), at);
        // The end of the face or of hair, by more than 60°.
        bool IsSideways(int top) => Vector3.Dot(Vector3.Normalize(positions[top] - at), Vector3.Normalize(at - from.At(positions))) < 0.5f;
    }

    /// <summary>A point before the head joint towards the eyes, else on the way from thorax over the head joint to the top of the head.</summary>
    public JointTerms Nose(JointTerms[] body, JointTerms head)
    {
        if (!head.IsKnown)
            return JointTerms.Between(body[BodyJoint.Thorax], body[BodyJoint.Head], BodyProportions.Nose);
        if (joints.Eyes is not (>= 0, >= 0))
            return BodyLine.Point([body[BodyJoint.Thorax], head, body[BodyJoint.Head]], positions, isUpright, BodyProportions.Nose);
        var eyes = JointTerms.Between(JointTerms.Of(joints.Eyes.Left), JointTerms.Of(joints.Eyes.Right), 0.5f);
        return JointTerms.Between(head, eyes, BodyProportions.NoseToEyes);
    }

    // The joints from the legs' branch to the arms' branch.
    private IEnumerable<int> Back(JointTerms[] body)
    {
        int Branch(int right, int left) => tree.Meeting(body[right].Main, body[left].Main);
        var (legs, arms) = (Branch(BodyJoint.RHip, BodyJoint.LHip), Branch(BodyJoint.RShoulder, BodyJoint.LShoulder));
        if (!tree.HasBranches || legs < 0 || arms < 0)
            return [];
        var from = tree.Meeting(legs, arms);
        return tree.Up(arms).TakeWhile(joint => joint != from).Reverse();
    }
}
