using System.Text.Json.Nodes;
using StreamLift.Poses.Layouts;
using StreamLift.Tests;

namespace StreamLift.Poses.Tests.Layouts;

public sealed class LayoutsFileTests
{
    private const string Stick = """
        { "name": "stick", "joints": ["mid", "l", "r", "top"], "parents": [null, "mid", 0, "mid"], "mirror": [["l", "r"]],
          "h36m17": { "LHip": "l", "RHip": 2, "Thorax": { "top": 3, "mid": 1 }, "LShoulder": ["mid", "top"] } }
        """;

    [Fact]
    public void Documented_layouts_file_example_loads()
    {
        var catalogue = Load(Documentation.Example("layouts.md"));

        Assert.True(catalogue.TryGet("arena14"u8, out var arena));
        Assert.Equal(14, arena.Count);
        Assert.Equal([1, -1, 1, 1], arena.Parents[..4].ToArray());
        Assert.Equal(arena.IndexOf("r_foot"), arena.Mirror[arena.IndexOf("l_foot")]);
        Assert.Equal(arena.IndexOf("skull"), arena.Mirror[arena.IndexOf("skull")]);
        var map = catalogue.Map(arena, Skeletons.H36m17);
        Assert.Equal(["Neck/Nose"], Skeletons.H36m17.Joints.Where((_, joint) => map.Missing[joint]));
        Assert.Equal(
            [(arena.IndexOf("l_hip"), 0.5), (arena.IndexOf("r_hip"), 0.5)],
            map.Sources(Skeletons.H36m17.IndexOf("Hip")).Select(source => (source.Joint, source.Weight))
        );
        Assert.Equal(Skeletons.All.Length + 1, catalogue.All.Length);
    }

    [Theory]
    [InlineData("""{ "name": "\ud800", "joints": ["a"], "h36m17": {} }""")]
    [InlineData("""{ "name": "a", "joints": ["a"], "h36m17": { "\udc00": "a" } }""")]
    public void Layouts_file_with_half_a_surrogate_pair_is_refused(string json) =>
        Assert.StartsWith("not JSON: ", Assert.Throws<ConfigurationException>(() => SkeletonCatalogue.Parse(json)).Message);

    [Fact]
    public void Layouts_file_weights_are_divided_by_their_sum()
    {
        var catalogue = Load(Stick);
        Assert.True(catalogue.TryGet("stick", out var stick));
        var map = catalogue.Map(stick, Skeletons.H36m17);

        Assert.Equal([new(3, 0.75), new(0, 0.25)], map.Sources(Skeletons.H36m17.IndexOf("Thorax")).ToArray());
        Assert.Equal([new(0, 0.5), new(3, 0.5)], map.Sources(Skeletons.H36m17.IndexOf("LShoulder")).ToArray());
    }

    [Fact]
    public void Custom_layout_maps_to_other_layouts_by_shared_points_of_the_body()
    {
        var catalogue = Load(Stick);
        Assert.True(catalogue.TryGet("stick", out var stick));

        var fromCoco = catalogue.Map(Skeletons.Coco17, stick);
        Assert.Equal([true, false, false, true], fromCoco.Missing.ToArray());
        Assert.Equal([new(Skeletons.Coco17.IndexOf("left_hip"), 1)], fromCoco.Sources(1).ToArray());
        var toBody = catalogue.Map(stick, Skeletons.Body25);
        Assert.Equal([new(1, 0.5), new(2, 0.5)], toBody.Sources(Skeletons.Body25.IndexOf("MidHip")).ToArray());
        Assert.DoesNotContain(true, catalogue.Map(stick, stick).Missing);
    }

    [Fact]
    public void Layouts_file_mirror_may_be_given_joint_by_joint() =>
        Assert.Equal([0, 2, 1, 3], Load(Stick.Replace("[[\"l\", \"r\"]]", "[0, 2, 1, 3]")).All[^1].Mirror.ToArray());

    [Fact]
    public void Layouts_file_needs_neither_parents_nor_mirror()
    {
        var layout = Load("""{ "name": "bare", "joints": ["x", "l", "r", "y"], "h36m17": { "LHip": "l", "RHip": "r", "Head": "y" } }""").All[^1];

        Assert.Equal([-1, -1, -1, -1], layout.Parents.ToArray());
        Assert.Equal([0, 2, 1, 3], layout.Mirror.ToArray());
    }

    [Fact]
    public void Layouts_file_may_leave_out_parents_and_mirrors_of_some_joints()
    {
        var layout = Load(
            """
            { "name": "some", "joints": ["l", "r", "l_tip", "r_tip", "x"], "parents": [null, null, "l", "r", null], "mirror": [["l_tip", "r_tip"]],
              "h36m17": { "LWrist": "l", "RWrist": "r" } }
            """
        ).All[^1];

        Assert.Equal([-1, -1, 0, 1, -1], layout.Parents.ToArray());
        Assert.Equal([1, 0, 3, 2, 4], layout.Mirror.ToArray());
    }

    [Fact]
    public void Whole_body_layout_of_a_users_own_loads_without_parents_and_mirror()
    {
        var path = Path.Combine(SharedData.Root, "field", "layouts-wholebody", "layouts.json");
        Assert.SkipUnless(File.Exists(path), "../shared/field is not there");
        var layouts = JsonNode.Parse(File.ReadAllText(path))!.AsArray();
        foreach (var layout in layouts)
            Assert.True(layout!.AsObject().Remove("parents") && layout.AsObject().Remove("mirror"));

        var catalogues = new[] { SkeletonCatalogue.Load(path), Load(layouts.ToJsonString()) };

        Assert.All(catalogues, catalogue =>
        {
            Assert.True(catalogue.TryGet("coco_wholebody133", out var own));
            var (map, builtIn) = (catalogue.Map(own, Skeletons.H36m17), catalogue.Map(Skeletons.Wholebody133, Skeletons.H36m17));
            Assert.All(Enumerable.Range(0, 17), joint => Assert.Equal(builtIn.Sources(joint).ToArray(), map.Sources(joint).ToArray()));
            Assert.Equal(own.IndexOf("right_ankle"), own.Mirror[own.IndexOf("left_ankle")]);
        });
    }

    [Fact]
    public void Layouts_file_faults_are_all_reported_at_once()
    {
        var problems = Problems(
            """
            [
              { "name": "coco17", "joints": ["a", "b", "c", "b"], "parents": [null, null, "d", "a"], "mirror": [["a", "x"], ["a", "c"], ["a", "b"]],
                "h36m17": { "Tail": "a", "Hip": "y", "Head": { "a": -1, "b": 1 }, "Spine": [], "Thorax": ["c", "c"], "LHip": "a", "RHip": "a" },
                "colour": "red" },
              { "joints": [], "parents": [] },
              7,
              { "name": "loop", "joints": ["a", "b", "c"], "parents": [null, "c", "b"], "mirror": "none", "h36m17": {} },
              { "name": "skew", "joints": ["a", "b", "c"], "parents": [null, "a", "b"], "mirror": [["b", "c"]], "h36m17": { "Hip": "a" } },
              { "name": "sides", "joints": ["a", "b", "c"], "parents": [null], "mirror": [["b", "c"]], "h36m17": { "LHip": "a", "RHip": "b" } }
            ]
            """
        );

        Assert.Collection(
            problems,
            problem => Assert.EndsWith("layout \"coco17\": \"colour\" is not a field of a layout (name, joints, parents, mirror, h36m17, minScore)", problem),
            problem => Assert.EndsWith("\"joints\" has \"b\" 2 times", problem),
            problem => Assert.EndsWith("the parent of \"c\": \"d\" is not a joint of the layout", problem),
            problem => Assert.Contains("\"Tail\" is not one of its joints (Hip, RHip,", problem),
            problem => Assert.EndsWith("\"Hip\": \"y\" is not a joint of the layout", problem),
            problem => Assert.EndsWith("\"Head\": the weight of \"a\" must be a number above 0", problem),
            problem => Assert.EndsWith("\"Spine\" must be a joint, a list of joints, or an object of joints and weights", problem),
            problem => Assert.EndsWith("\"Thorax\" has \"c\" 2 times", problem),
            problem => Assert.EndsWith("\"a\" can't be \"RHip\" and another joint", problem),
            problem => Assert.EndsWith("\"mirror\": \"x\" is not a joint of the layout", problem),
            problem => Assert.EndsWith("\"mirror\" gives \"a\" or \"b\" two counterparts", problem),
            problem => Assert.EndsWith("but their counterparts are not child and parent", problem),
            problem => Assert.EndsWith("layout \"coco17\": the name is taken by a built-in layout or an earlier one", problem),
            problem => Assert.EndsWith("layout 2: \"name\" must be a string, the layout's name in messages", problem),
            problem => Assert.EndsWith("layout 2: \"joints\" must be a list of names in the order of the keypoints", problem),
            problem => Assert.EndsWith("layout 3: must be an object: name, joints, parents, mirror, h36m17, minScore", problem),
            problem => Assert.EndsWith("layout \"loop\": \"b\" is its own ancestor", problem),
            problem => Assert.EndsWith("layout \"loop\": \"c\" is its own ancestor", problem),
            problem => Assert.Contains("layout \"loop\": \"h36m17\" must be a non-empty object", problem),
            problem => Assert.Contains("layout \"loop\": \"mirror\" must be a list of pairs", problem),
            problem => Assert.Contains("layout \"skew\": \"mirror\" and \"parents\" disagree: the parent of \"b\" is \"a\"", problem),
            problem => Assert.Contains("layout \"skew\": \"mirror\" and \"parents\" disagree: the parent of \"c\" is \"b\"", problem),
            problem => Assert.Contains("layout \"sides\": \"parents\" must be a list of 3", problem),
            problem => Assert.Contains("layout \"sides\": \"mirror\" and \"h36m17\" disagree: \"a\" and \"b\" map to the same joint", problem)
        );
    }

    [Fact]
    public void Layouts_file_that_is_missing_or_not_JSON_is_refused()
    {
        var missing = Path.Combine(Path.GetTempPath(), "nobody", "layouts.json");

        Assert.StartsWith($"{missing}: can't be read: ", Assert.Single(Assert.Throws<ConfigurationException>(() => SkeletonCatalogue.Load(missing)).Problems));
        Assert.Contains(": not JSON: ", Assert.Single(Problems("{ \"name\": ")));
    }

    private static SkeletonCatalogue Load(string json)
    {
        using var file = new TemporaryFile(json);
        return SkeletonCatalogue.Load(file.Path);
    }

    private static IReadOnlyList<string> Problems(string json) => Assert.Throws<ConfigurationException>(() => Load(json)).Problems;
}
