using System.Numerics;
using System.Runtime.InteropServices;
using StreamLift.Datasets.Rigs;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Tests;

namespace StreamLift.Datasets.Tests;

public sealed class Human36mSkeletonTests
{
    private static readonly string[] Kept = ["Hip", "RKnee", "RFoot", "LKnee", "LFoot", "Thorax", "LElbow", "LWrist", "RElbow", "RWrist"];

    [Fact]
    public void Hips_shoulders_and_head_move_along_their_lines_and_other_joints_stay()
    {
        var before = Pose();
        var after = before.ToArray();
        Human36mSkeleton.MoveJoints(after);
        foreach (var joint in Kept)
            Assert.Equal(At(before, joint), At(after, joint));
        // Legs of 800 mm: each length is that of the published skeleton, times 800 over 897.
        var size = 800 / Human36mSkeleton.LegMm;
        foreach (var (joint, parent, published) in new[] { ("RHip", "Hip", 132.95f), ("LHip", "Hip", 132.95f), ("LShoulder", "Thorax", 151.03f) })
        {
            Assert.Equal(published * size, Vector3.Distance(At(after, joint), At(after, parent)), 0.1f);
            Assert.True(Vector3.Cross(At(before, joint) - At(before, parent), At(after, joint) - At(after, parent)).Length() < 1);
        }
        Assert.Equal(Vector3.Lerp(At(before, "Hip"), At(before, "Thorax"), 0.4759f).Z, At(after, "Spine").Z, 0.1f);
        Assert.Equal(0, At(after, "Spine").Y, 0.1f);
        Assert.Equal(121.13f * size, Vector3.Distance(At(after, "Neck/Nose"), At(after, "Thorax")), 0.1f);
        Assert.Equal(115f * size, Vector3.Distance(At(after, "Head"), At(after, "Neck/Nose")), 0.1f);
    }

    [Theory]
    [InlineData("RHip", 132.95)]
    [InlineData("LFoot", 454.21)]
    [InlineData("Neck/Nose", 121.13)]
    [InlineData("Hip", 0)]
    public void Published_length_belongs_to_the_bone_that_ends_at_the_joint(string joint, double length) =>
        Assert.Equal(length, Human36mSkeleton.LengthOf(joint), 0.01);

    [Theory]
    [InlineData("cmu-14", "cmu-*", true)]
    [InlineData("cmu-14", "CMU-14", true)]
    [InlineData("cmudaz-14", "cmu-*", false)]
    [InlineData("cmu-14", "cmu-1", false)]
    public void Subject_is_meant_by_its_name_or_by_a_beginning_and_a_star(string subject, string wanted, bool isMeant) =>
        Assert.Equal(isMeant, SubjectName.IsMatch(subject, wanted));

    [CmuFact]
    public void Recording_on_human36m_skeleton_has_legs_of_its_mean_length()
    {
        var data = Dataset.Open(
            new DatasetOptions
            {
                Path = Path.Combine(SharedData.Cmu, "cmu36m"),
                Subjects = ["S11"],
                Rig = new RigOptions { AsHuman36m = true },
            }
        );
        var legs = data.Sequences.DistinctBy(sequence => sequence.Action).Average(sequence => LegOf(sequence));
        Assert.Equal(Human36mSkeleton.MeanLegMm, legs, 1.0);
        Assert.Contains(data.Notes, note => note.StartsWith("joints moved to Human3.6M's places", StringComparison.Ordinal));
    }

    [CmuFact]
    public void Human36m_skeleton_is_refused_for_detected_keypoints()
    {
        var options = new DatasetOptions
        {
            Path = Path.Combine(SharedData.Cmu, "cmu36m"),
            Detections = "sh",
            Rig = new RigOptions { AsHuman36m = true },
        };
        Assert.Contains("--skeleton h36m", Assert.Throws<ConfigurationException>(() => Dataset.Open(options)).Message, StringComparison.Ordinal);
    }

    // An upright person whose legs are 800 mm long, facing -y.
    private static float[] Pose()
    {
        var pose = new float[Skeletons.PoseWidth];
        void Put(string joint, float x, float y, float z) =>
            (pose[3 * Skeletons.H36m17.IndexOf(joint)], pose[(3 * Skeletons.H36m17.IndexOf(joint)) + 1], pose[(3 * Skeletons.H36m17.IndexOf(joint)) + 2]) = (
                x,
                y,
                z
            );
        foreach (var (side, x) in new[] { ("R", -1f), ("L", 1f) })
        {
            Put(side + "Hip", 90 * x, 0, 900);
            Put(side + "Knee", 90 * x, 0, 500);
            Put(side + "Foot", 90 * x, 0, 100);
            Put(side + "Shoulder", 180 * x, 0, 1400);
            Put(side + "Elbow", 200 * x, 0, 1100);
            Put(side + "Wrist", 210 * x, 0, 850);
        }
        Put("Hip", 0, 0, 900);
        Put("Spine", 0, 20, 1150);
        Put("Thorax", 0, 0, 1400);
        Put("Neck/Nose", 0, -60, 1580);
        Put("Head", 0, -40, 1720);
        return pose;
    }

    private static double LegOf(Sequence sequence) => Enumerable.Range(0, sequence.Frames).Average(frame => Human36mSkeleton.LegOf(sequence.World(frame)));

    private static Vector3 At(float[] pose, string joint) => MemoryMarshal.Cast<float, Vector3>(pose)[Skeletons.H36m17.IndexOf(joint)];
}
