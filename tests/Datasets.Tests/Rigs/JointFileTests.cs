using System.Text.Json;
using System.Text.RegularExpressions;
using StreamLift.Datasets.Rigs;
using StreamLift.Poses;
using StreamLift.Tests.Recordings;

namespace StreamLift.Datasets.Tests.Rigs;

public sealed class JointFileTests : IDisposable
{
    // The places of the made rig's joints: hips 0, left leg 1 to 4, right leg 5 to 8, back 9 to 11, left arm 12 to 15, right arm 16 to 19, neck 20, head 21.
    private const string Map = """
        {"RHip": "j5", "RKnee": "j6", "RFoot": "j7", "LHip": "j1", "LKnee": "j2", "LFoot": "j3", "LShoulder": "j13", "LElbow": "j14", "LWrist": "j15",
         "RShoulder": "j17", "RElbow": "j18", "RWrist": "j19", "Head": "j21"}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Joints_of_a_file_are_those_that_the_user_names()
    {
        var reading = Read(Unnamed(), Map);
        Assert.Equal("joints by --joints, cm, y up", reading.Settings);
        Assert.Empty(reading.Notes);
        MadeFile.Same(MadeFile.Expected(_folder), reading.World);
    }

    [Fact]
    public void Joint_in_the_file_may_be_the_middle_or_a_weighted_sum_of_several()
    {
        var reading = Read(
            Unnamed(),
            Map[..^1] + """, "Spine": {"j9": 0.25, "j10": 0.75}, "Hip": ["j1", "j5", "j0", "j0"], "headtop": {"j21": 1.5, "j20": -0.5}}"""
        );
        var (expected, found) = (MadeFile.Expected(_folder), reading.World);
        // The hips are 2 cm over the hip joints; the back's joints are at 0.25 and 0.47 of 500 mm, the head 10 cm over the neck.
        Assert.Equal(10, (MadeFile.At(found, "Hip") - MadeFile.At(expected, "Hip")).Length(), 0.1f);
        Assert.Equal(0.25f * 110, (MadeFile.At(found, "Spine") - MadeFile.At(expected, "Spine")).Length(), 0.5f);
        Assert.Equal(
            1.5f * 100.5f,
            (MadeFile.At(found, "Head") - MadeFile.At(Read(new MadeRig().Text(), """{"HeadTop": "Neck"}""").World, "Head")).Length(),
            0.5f
        );
        MadeFile.Near(MadeFile.At(expected, "LKnee"), MadeFile.At(found, "LKnee"));
    }

    [Fact]
    public void Joint_left_out_of_the_file_is_found_by_name()
    {
        var reading = Read(new MadeRig().Text(), """{"LWrist": "LeftForeArm"}""");
        MadeFile.Near(MadeFile.At(reading.World, "LElbow"), MadeFile.At(reading.World, "LWrist"));
        Assert.StartsWith("the lengths of bones are no person's (left upper arm to forearm as 28 to 0)", Assert.Single(reading.Notes));
        MadeFile.Near(MadeFile.At(MadeFile.Expected(_folder), "RWrist"), MadeFile.At(reading.World, "RWrist"));
    }

    [Theory]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{", "can't be read")]
    [InlineData("""{"Nose": "a"}""", "\"Nose\" is no joint of the body; its joints are Hip, RHip")]
    [InlineData("""{"Hip": "a", "hip": "b"}""", "Hip appears twice")]
    [InlineData("""{"Hip": "\ud800"}""", "can't be read")]
    [InlineData("""{"Hip": 3}""", "Hip: expected is a joint's name, a list of names, or an object of names with weights that sum to 1")]
    [InlineData("""{"Hip": []}""", "Hip: expected is")]
    [InlineData("""{"Hip": {"a": 0.7, "b": 0.7}}""", "Hip: expected is")]
    [InlineData("""{"Hip": {"a": 1e39}}""", "Hip: expected is")]
    public void File_of_joints_with_errors_is_refused_naming_it(string json, string problem)
    {
        var refused = Assert.Throws<ConfigurationException>(() => Read(Unnamed(), json));
        Assert.Contains("joints.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_of_a_file_of_joints_are_listed() =>
        Assert.Equal(2, Assert.Throws<ConfigurationException>(() => Read(Unnamed(), """{"Nose": "a", "Hip": 3}""")).Problems.Count);

    [Fact]
    public void Missing_file_of_joints_is_refused_naming_the_option()
    {
        var missing = _folder.File("nowhere.json");
        Assert.StartsWith($"--joints {missing} can't be read", Assert.Throws<ConfigurationException>(() => new JointFile(missing)).Message);
    }

    [Fact]
    public void Joint_that_a_file_lacks_is_named_unless_its_names_are_known()
    {
        var lacks = Map.Replace("j19", "j99", StringComparison.Ordinal);
        Assert.Contains(
            "the file has no joint named j99, as ",
            Assert.Throws<ConfigurationException>(() => Read(Unnamed(), lacks)).Message,
            StringComparison.Ordinal
        );
        var known = Read(new MadeRig().Text(), lacks);
        Assert.StartsWith("--joints is not used: the file has no joint named j5, j6", Assert.Single(known.Notes));
        MadeFile.Same(MadeFile.Expected(_folder), known.World);
    }

    [Fact]
    public void Template_of_the_error_lists_what_was_found_and_can_be_completed()
    {
        var text = new MadeRig { Naming = new("", "{Left}*", "UpLeg Leg Foot Toe a b c d", "Hips,a,b,c,d,e") }.Text();
        // One arm is missing its last joint, so the tree's shape is no person's.
        var short1 = text.Replace("JOINT Leftd", "JOINT LeftLeftd", StringComparison.Ordinal)
            .Replace(" 28.000000 0.000000", " 2.000000 0.000000", StringComparison.Ordinal);
        var problem = Assert.Throws<ConfigurationException>(() => MadeFile.Read(_folder, short1)).Message;
        Assert.Contains(
            "none of the 27 joints has a known name for LShoulder, LElbow, LWrist, RShoulder, RElbow, RWrist, Head",
            problem,
            StringComparison.Ordinal
        );
        Assert.Contains("wanted are names like LeftUpLeg/LeftHip/thigh_l", problem, StringComparison.Ordinal);
        Assert.Contains("found are Hips, LeftUpLeg, LeftLeg", problem, StringComparison.Ordinal);
        var template = Regex.Match(problem, @"\{.*\}$").Value;
        Assert.Equal("RightUpLeg", JsonDocument.Parse(template).RootElement.GetProperty("RHip").GetString());
        string[] names = ["Leftb", "Leftc", "LeftLeftd", "Rightb", "Rightc", "Rightd", "e"];
        foreach (var name in names)
            template = new Regex(@"""\?""").Replace(template, $"\"{name}\"", 1);
        Assert.Equal("joints by --joints, cm, y up", Read(short1, template).Settings);
    }

    private static string Unnamed() => MadeFile.Unnamed(new MadeRig().Text());

    private RigReading Read(string text, string joints)
    {
        var file = _folder.File("joints.json");
        File.WriteAllText(file, joints);
        return MadeFile.Read(_folder, text, new RigOptions { Joints = file });
    }
}
