using System.Text;
using StreamLift.Poses.Layouts;

namespace StreamLift.Poses.Tests.Layouts;

public sealed class SkeletonBuilderTests
{
    private const string Definition = """
        {
          "name": "stick4", "joints": ["l", "r", "root", "top"], "parents": ["root", "root", null, "root"], "mirror": [["l", "r"]],
          "h36m17": { "Hip": ["l", "r"], "LFoot": "l", "RFoot": "r", "Head": { "top": 3, "root": 1 } }
        }
        """;

    [Fact]
    public void Layout_made_in_code_is_found_beside_the_built_in_ones_and_maps_keypoints()
    {
        var stick = Stick("stick4");
        var catalogue = new SkeletonCatalogue(stick);

        Assert.Equal(Skeletons.All.Length + 1, catalogue.All.Length);
        Assert.True(catalogue.TryGet("stick4"u8, out var found));
        Assert.Same(stick, found);
        Assert.Equal([2, 2, -1, 2], found.Parents.ToArray());
        Assert.Equal([1, 0, 2, 3], found.Mirror.ToArray());
        AssertMapsLikeTheStick(catalogue, found);
    }

    [Fact]
    public void Layouts_load_from_a_string_and_a_stream_as_from_a_file()
    {
        using var file = new TemporaryFile(Definition);
        var catalogues = new[]
        {
            SkeletonCatalogue.Load(file.Path),
            SkeletonCatalogue.Load(new MemoryStream(Encoding.UTF8.GetBytes(Definition))),
            SkeletonCatalogue.Parse(Definition),
        };
        Assert.All(catalogues, catalogue =>
        {
            Assert.True(catalogue.TryGet("stick4", out var stick));
            AssertMapsLikeTheStick(catalogue, stick);
        });
    }

    [Fact]
    public void Invalid_layout_in_code_or_text_is_refused_with_all_its_problems()
    {
        var builder = new SkeletonBuilder("bad").Joint("a", null).Joint("b", "c").Map("Hip", "a").Map("Nowhere", "b");
        string[] expected =
        [
            "layout \"bad\": the parent of \"b\": \"c\" is not a joint of the layout",
            "layout \"bad\": \"h36m17\": \"Nowhere\" is not one of its joints",
        ];

        var problems = Assert.Throws<ConfigurationException>(builder.Build).Problems;

        Assert.Equal(expected.Length, problems.Count);
        Assert.All(expected, (problem, i) => Assert.StartsWith(problem, problems[i]));
        Assert.StartsWith("not JSON: ", Assert.Throws<ConfigurationException>(() => SkeletonCatalogue.Parse("{")).Message);
        Assert.StartsWith("layout 1: must be an object", Assert.Throws<ConfigurationException>(() => SkeletonCatalogue.Parse("5")).Message);
    }

    [Fact]
    public void Layout_names_of_a_catalogue_are_unique()
    {
        Assert.Equal("layout \"x\": the name is taken", Assert.Throws<ConfigurationException>(() => new SkeletonCatalogue(Stick("x"), Stick("x"))).Message);
        Assert.StartsWith("layout \"coco17\"", Assert.Throws<ConfigurationException>(() => Stick("coco17")).Message);
    }

    private static Skeleton Stick(string name) =>
        new SkeletonBuilder(name)
            .Joint("l", "root")
            .Joint("r", "root")
            .Joint("root", null)
            .Joint("top", "root")
            .Pair("l", "r")
            .Map("Hip", "l", "r")
            .Map("LFoot", "l")
            .Map("RFoot", "r")
            .Map("Head", ("top", 3), ("root", 1))
            .Build();

    private static void AssertMapsLikeTheStick(SkeletonCatalogue catalogue, Skeleton stick)
    {
        var mapped = new float[51];
        catalogue.Map(stick, Skeletons.H36m17).Apply([0, 10, 1, 4, 10, 1, 2, 4, 1, 2, 0, 1], mapped);
        Assert.Equal([2f, 10], mapped.AsSpan(0, 2).ToArray());
        Assert.Equal([2f, 1], mapped.AsSpan(3 * Skeletons.H36m17.IndexOf("Head"), 2).ToArray());
        Assert.Equal([4f, 10], mapped.AsSpan(3 * Skeletons.H36m17.IndexOf("RFoot"), 2).ToArray());
    }
}
