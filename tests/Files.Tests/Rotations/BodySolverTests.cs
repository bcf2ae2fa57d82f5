using System.Numerics;
using StreamLift.Files.Grid;
using StreamLift.Files.Rotations;
using StreamLift.Rigs;

namespace StreamLift.Files.Tests.Rotations;

public class BodySolverTests
{
    private const float Exact = 0.05f; // mm: the error of single precision along a limb

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Rotations_put_the_joints_of_a_made_up_person_where_they_were(int person)
    {
        var poses = Enumerable.Range(0, 900).Select(frame => Upright(MadePeople.Pose(person, frame / 30.0))).ToList();
        var measurer = new BodyMeasurer();
        poses.ForEach(pose => measurer.Add(pose));
        var body = measurer.Proportions();
        var solver = new BodySolver();
        var local = new Quaternion[BodyBones.Count];
        var again = new float[51];
        foreach (var pose in poses)
        {
            solver.Solve(pose, local);
            ForwardKinematics.Joints(body, new Vector3(pose), local, again);
            for (var i = 0; i < again.Length; i++)
                Assert.Equal(pose[i], again[i], Exact);
        }
    }

    [Fact]
    public void Person_in_the_rest_pose_has_no_rotations()
    {
        var local = new Quaternion[BodyBones.Count];
        new BodySolver().Solve(Rest(), local);
        Assert.All(local, rotation => Assert.Equal(1, rotation.W, 1e-5f));
    }

    [Theory]
    [InlineData(BodyBones.LeftShoulder + 2, -1)] // the forearm to the front: about −y
    [InlineData(BodyBones.RightShoulder + 2, 1)]
    public void Elbow_that_bends_to_the_front_turns_about_the_vertical_alone(int forearm, int sign)
    {
        var body = Proportions();
        var local = Enumerable.Repeat(Quaternion.Identity, BodyBones.Count).ToArray();
        local[forearm] = Quaternion.CreateFromAxisAngle(new Vector3(0, sign, 0), MathF.PI / 3);
        var joints = new float[51];
        ForwardKinematics.Joints(body, new Vector3(0, 900, 0), local, joints);
        var solved = new Quaternion[BodyBones.Count];
        new BodySolver().Solve(joints, solved);
        for (var bone = 0; bone < solved.Length; bone++)
            if (bone != forearm + 1) // the hand follows the forearm
                Assert.Equal(1, MathF.Abs(Quaternion.Dot(local[bone], solved[bone])), 1e-5f);
    }

    [Theory]
    [InlineData(8)] // mm that hip and spine are nearer than the back is long
    [InlineData(30)]
    [InlineData(110)]
    public void Back_of_a_person_who_bends_gets_shorter_with_bones_of_fixed_lengths(float nearer)
    {
        var (body, joints) = (Proportions(), Rest());
        for (var joint = 7; joint < 17; joint++)
            joints[3 * joint + 1] -= nearer;
        var (local, again) = (new Quaternion[BodyBones.Count], new float[51]);
        new BodySolver { Body = body }.Solve(joints, local);
        ForwardKinematics.Joints(body, default, local, again);
        for (var i = 0; i < again.Length; i++)
            Assert.Equal(joints[i], again[i], nearer < 10 ? 5 : Exact);
        // the middle of the back goes backwards
        Assert.True(Vector3.Transform(body.Offsets[BodyBones.Spine1], local[0] * local[BodyBones.Spine]).Z < -1);
    }

    [Fact]
    public void Raised_shoulders_raise_the_arms_and_leave_the_head_where_it_was()
    {
        const float Raised = 40; // mm
        var (body, joints) = (Proportions(), Rest());
        // the thorax of h36m17 lies between the shoulders
        foreach (var joint in (ReadOnlySpan<int>)[8, 11, 12, 13, 14, 15, 16])
            joints[3 * joint + 1] += Raised;
        var (local, again) = (new Quaternion[BodyBones.Count], new float[51]);
        new BodySolver { Body = body }.Solve(joints, local);
        ForwardKinematics.Joints(body, default, local, again);
        foreach (var joint in (ReadOnlySpan<int>)[9, 10, 11, 12, 13, 14, 15, 16])
            Assert.InRange(Vector3.Distance(new(joints.AsSpan(3 * joint, 3)), new(again.AsSpan(3 * joint, 3))), 0, 5);
    }

    [Fact]
    public void Rolled_thigh_with_a_bent_knee_is_found_again()
    {
        var body = Proportions();
        var local = Enumerable.Repeat(Quaternion.Identity, BodyBones.Count).ToArray();
        local[BodyBones.LeftUpLeg] = Quaternion.CreateFromAxisAngle(-Vector3.UnitY, 0.4f);
        local[BodyBones.LeftUpLeg + 1] = Quaternion.CreateFromAxisAngle(Vector3.UnitX, 1.2f);
        var joints = new float[51];
        ForwardKinematics.Joints(body, default, local, joints);
        var solved = new Quaternion[BodyBones.Count];
        new BodySolver().Solve(joints, solved);
        Assert.Equal(1, MathF.Abs(Quaternion.Dot(local[BodyBones.LeftUpLeg], solved[BodyBones.LeftUpLeg])), 1e-5f);
        Assert.Equal(1, MathF.Abs(Quaternion.Dot(local[BodyBones.LeftUpLeg + 1], solved[BodyBones.LeftUpLeg + 1])), 1e-5f);
    }

    [Fact]
    public void Bone_whose_joints_are_not_known_keeps_its_rotation()
    {
        var (solver, pose) = (new BodySolver(), Upright(MadePeople.Pose(0, 12)));
        var (before, after) = (new Quaternion[BodyBones.Count], new Quaternion[BodyBones.Count]);
        solver.Solve(pose, before);
        pose.AsSpan(3 * 13, 3).Fill(float.NaN); // the left wrist
        solver.Solve(pose, after);
        AssertSame(before, after);
        Array.Fill(pose, float.NaN);
        solver.Solve(pose, after);
        AssertSame(before, after);
    }

    private static void AssertSame(Quaternion[] expected, Quaternion[] found)
    {
        for (var bone = 0; bone < expected.Length; bone++)
            Assert.Equal(1, Quaternion.Dot(expected[bone], found[bone]), 1e-5f);
    }

    [Fact]
    public void Rotations_of_a_walking_person_do_not_jump()
    {
        var (solver, last, next) = (new BodySolver(), new Quaternion[BodyBones.Count], new Quaternion[BodyBones.Count]);
        for (var frame = 0; frame < 900; frame++)
        {
            solver.Solve(Upright(MadePeople.Pose(0, frame / 120.0)), next);
            if (frame > 0)
                for (var bone = 0; bone < next.Length; bone++)
                    Assert.True(Quaternion.Dot(last[bone], next[bone]) > 0.985f, $"{BodyBones.Names[bone]} in frame {frame}"); // 20 degrees
            next.CopyTo(last, 0);
        }
    }

    [Fact]
    public void Unity_s_axes_are_the_mirror_image()
    {
        var (rotation, point) = (Quaternion.CreateFromYawPitchRoll(0.3f, 0.7f, -0.4f), new Vector3(100, 200, 300));
        var turned = UnityBones.Position(Vector3.Transform(point, rotation));
        var other = Vector3.Transform(UnityBones.Position(point), UnityBones.Rotation(rotation));
        Assert.Equal(0, Vector3.Distance(turned, other), 1e-6f);
        Assert.Equal(BodyBones.Count, UnityBones.Names.Length);
    }

    private static float[] Upright(float[] pose)
    {
        new YUp(WorldUp.Z).Turn(pose, pose);
        return pose;
    }

    private static BodyProportions Proportions()
    {
        var measurer = new BodyMeasurer();
        measurer.Add(Upright(MadePeople.Pose(0, 0)));
        return measurer.Proportions();
    }

    private static float[] Rest()
    {
        var joints = new float[51];
        ForwardKinematics.Joints(Proportions(), default, Enumerable.Repeat(Quaternion.Identity, BodyBones.Count).ToArray(), joints);
        return joints;
    }
}
