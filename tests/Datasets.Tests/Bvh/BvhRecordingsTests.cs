using System.Globalization;
using System.Numerics;
using System.Text;
using StreamLift.Datasets.MotionFiles;
using StreamLift.Datasets.Rigs;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Tests;

namespace StreamLift.Datasets.Tests.Bvh;

public sealed class BvhRecordingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static string Raw => Path.Combine(SharedData.Cmu, "bvh");

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// The recording on Human3.6M's skeleton was made from these four files at half their rate. Only the position in the room differs, and two joints that the
    /// recording has at other points of the body: its Spine is the rig's first vertebra, 11 cm lower, and its Head was guessed from the leg's length.
    /// </summary>
    [CmuTheory]
    [InlineData("002_01", "S5", "Various")]
    [InlineData("005_06", "S6", "Dancing 2")]
    [InlineData("006_10", "S6", "Dribbling 9")]
    [InlineData("007_04", "S9", "BriskWalking 3")]
    public void BVH_joints_match_the_Human36M_recording_made_from_the_same_take(string file, string subject, string action)
    {
        var world = MotionFormat.Bvh.ReadFile(Path.Combine(Raw, file + ".bvh"), new RigOptions(), joints: null).World;
        var recorded = Dataset
            .Open(new DatasetOptions { Path = Path.Combine(SharedData.Cmu, "cmu36m"), Subjects = [subject] })
            .Sequences.First(sequence => sequence.Action == action);
        Assert.Equal((world.Length / 51 + 1) / 2, recorded.Frames);
        var shift = new Vector3(recorded.World(0)) - new Vector3(world);
        for (var frame = 0; frame < recorded.Frames; frame++)
        {
            for (var i = 0; i < 51; i++)
                if (i / 3 is not (BodyJoint.Spine or BodyJoint.Head))
                    Assert.Equal(recorded.World(frame)[i], world[(2 * frame * 51) + i] + shift[i % 3], 0.1f);
            Vector3 Found(int joint) => new Vector3(world.AsSpan((2 * frame * 51) + (3 * joint))) + shift;
            Vector3 Recorded(int joint) => new(recorded.World(frame)[(3 * joint)..]);
            Assert.InRange(Vector3.Distance(Found(BodyJoint.Head), Recorded(BodyJoint.Head)), 0, 45);
            Assert.InRange(Vector3.Distance(Found(BodyJoint.Hip), Found(BodyJoint.Spine)), 180, 260);
            Assert.InRange(Vector3.Distance(Found(BodyJoint.Spine), Found(BodyJoint.Thorax)), 225, 340);
        }
    }

    [Fact]
    public void BVH_folder_gets_the_same_four_random_cameras_each_time_with_all_joints_in_view()
    {
        foreach (var take in (string[])["002_01", "005_06", "006_10", "007_04"])
            File.WriteAllText(_folder.File(take + ".bvh"), Person("{0}", 1, frames: 50));
        var (data, again) = (Dataset.Open(new DatasetOptions { Path = _folder.Path }), Dataset.Open(new DatasetOptions { Path = _folder.Path }));
        Assert.Equal(
            ["002/01/random-1", "002/01/random-2", "002/01/random-3", "002/01/random-4", "005/06/random-1"],
            data.Sequences.Take(5).Select(sequence => sequence.Stream)
        );
        Assert.Equal(16, data.Sequences.Count);
        foreach (var (one, other) in data.Sequences.Zip(again.Sequences))
            for (var frame = 0; frame < one.Frames; frame += 20)
            {
                Assert.True(one.Keypoints(frame).SequenceEqual(other.Keypoints(frame)));
                for (var joint = 0; joint < 17; joint++)
                    Assert.Equal(1, one.Keypoints(frame)[(3 * joint) + 2]);
                // The head is above the hip: y points down in the image.
                Assert.True(one.Keypoints(frame)[31] < one.Keypoints(frame)[1]);
            }
    }

    [Theory]
    [InlineData("mixamorig:{0}", 1)]
    [InlineData("{0}", 1)]
    [InlineData("mixamorig{0}", 0.01f)]
    [InlineData("Actor: {0}", 0.1771654f)]
    public void BVH_joint_name_prefixes_and_units_give_the_same_person_in_millimetres(string named, float centimetre)
    {
        var file = _folder.File("a_walk.bvh");
        File.WriteAllText(file, Person(named, centimetre, frames: 2));
        var world = MotionFormat.Bvh.ReadFile(file, new RigOptions(), joints: null).World;
        Assert.Equal(2 * 51, world.Length);
        Vector3 At(string joint) => new(world.AsSpan(3 * Skeletons.H36m17.IndexOf(joint)));
        AssertNear(new(0, 0, 950), At("Hip"));
        AssertNear(new(-100, 0, 950), At("RHip"));
        AssertNear(new(-100, 0, 530), At("RKnee"));
        AssertNear(new(-100, 0, 90), At("RFoot"));
        AssertNear(new(0, 0, 950 + 235), At("Spine"));
        AssertNear(new(0, 0, 1450), At("Thorax"));
        AssertNear(new(150 + 290, 0, 1450), At("LElbow"));
        AssertNear(new(0, 0, 1450 + 338.6f), At("Head"));
        AssertNear(new(0, 0, 1450 + 189.6f), At("Neck/Nose"));
        // In the second frame the left upper arm hangs down: it is rotated by -90° about the axis that points forward in the file.
        Assert.Equal(1450 - 290, world[51 + (3 * Skeletons.H36m17.IndexOf("LElbow")) + 2], 2f);
    }

    [Fact]
    public void BVH_folder_with_a_cameras_json_uses_its_cameras_and_requires_their_rotation()
    {
        File.WriteAllText(_folder.File("7_walk.bvh"), Person("{0}", 1, frames: 3));
        File.WriteAllText(
            _folder.File("cameras.json"),
            """
            {"front":{"width":1920,"height":1080,"fx":1400,"fy":1400,"cx":960,"cy":540,"rotation":[1,0,0,0,0,-1,0,1,0],"translation":[0,1000,4000]}}
            """
        );
        var data = Dataset.Open(new DatasetOptions { Path = _folder.Path });
        var sequence = Assert.Single(data.Sequences);
        Assert.Equal("7/walk/front", sequence.Stream);
        Assert.Equal(960, sequence.Keypoints(0)[0], 0.01f);
        Assert.Equal(540 + (1400 * 50 / 4000f), sequence.Keypoints(0)[1], 0.01f);
        File.WriteAllText(_folder.File("cameras.json"), """{"front":{"width":1920,"height":1080,"fx":1400,"fy":1400,"cx":960,"cy":540}}""");
        Assert.Contains(
            "has no rotation and translation",
            Assert.Throws<ConfigurationException>(() => Dataset.Open(new DatasetOptions { Path = _folder.Path })).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void BVH_file_with_unknown_joint_names_is_refused_naming_the_missing_joints()
    {
        File.WriteAllText(
            _folder.File("x.bvh"),
            "HIERARCHY ROOT Hips\n{ OFFSET 0 0 0 CHANNELS 0 JOINT Head\n{ OFFSET 0 1 0 CHANNELS 0 } }\nMOTION Frames: 0 Frame Time: 0.1"
        );
        var problem = Assert.Single(
            Assert.Throws<ConfigurationException>(() => MotionFormat.Bvh.ReadFile(_folder.File("x.bvh"), new RigOptions(), joints: null)).Problems
        );
        Assert.Contains("none of the 2 joints has a known name for RHip, RKnee", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.033333", 30.0)]
    [InlineData("0.0166667", 60.0)]
    [InlineData("0.008333", 120.0)]
    [InlineData("0", null)]
    public void Frame_time_of_a_BVH_file_is_the_rate_of_its_sequences(string seconds, double? rate)
    {
        File.WriteAllText(_folder.File("walk_1.bvh"), Person("{0}", 1, 2).Replace("Frame Time: 0.033333", $"Frame Time: {seconds}", StringComparison.Ordinal));
        var sequence = Dataset.Open(new DatasetOptions { Path = _folder.Path }).Sequences[0];
        Assert.Equal(rate, sequence.Rate);
        Assert.Equal(rate, sequence.SeenBy(sequence.Camera).Rate);
    }

    internal static string Person(string named, float centimetre, int frames)
    {
        var text = new StringBuilder(
            "HIERARCHY\nROOT " + Named("Hips") + "\n{\n OFFSET 0 0 0\n CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation\n"
        );
        string Named(string joint) => string.Format(CultureInfo.InvariantCulture, named, joint);
        void Open(string joint, float x, float y, float z) =>
            text.Append(
                CultureInfo.InvariantCulture,
                $"JOINT {Named(joint)}\n{{\n OFFSET {x * centimetre} {y * centimetre} {z * centimetre}\n CHANNELS 3 Zrotation Xrotation Yrotation\n"
            );
        void Chain(params (string Joint, float X, float Y, float Z)[] joints)
        {
            foreach (var (joint, x, y, z) in joints)
                Open(joint, x, y, z);
            text.Append(CultureInfo.InvariantCulture, $"End Site\n{{\n OFFSET 0 {(joints[^1].Joint == "Head" ? 23 : 5) * centimetre} 0\n}}\n")
                .Append('}', joints.Length)
                .Append('\n');
        }

        foreach (var (side, sign) in new[] { ("Left", 1f), ("Right", -1f) })
            Chain((side + "UpLeg", 10 * sign, 0, 0), (side + "Leg", 0, -42, 0), (side + "Foot", 0, -44, 0));
        Open("Spine", 0, 12, 0);
        Chain(("Neck", 0, 40, 0), ("Head", 0, 8.857143f, 0));
        foreach (var (side, sign) in new[] { ("Left", 1f), ("Right", -1f) })
            Chain((side + "Arm", 15 * sign, 38, 0), (side + "ForeArm", 29 * sign, 0, 0), (side + "Hand", 26 * sign, 0, 0));
        text.Append(CultureInfo.InvariantCulture, $"}}\n}}\nMOTION\nFrames: {frames}\nFrame Time: 0.033333\n");
        for (var frame = 0; frame < frames; frame++)
        {
            // The hips have 6 channels, the other 15 joints 3 each. Those of the left arm are the 31st to 33rd after the hips.
            var numbers = new float[6 + (15 * 3)];
            (numbers[1], numbers[6 + (9 * 3)]) = (95 * centimetre, frame == 1 ? -90 : 0);
            text.AppendLine(string.Join(' ', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))));
        }
        return text.ToString();
    }

    private static void AssertNear(Vector3 expected, Vector3 actual) => Assert.True(Vector3.Distance(expected, actual) < 3, $"{expected} and {actual}");
}
