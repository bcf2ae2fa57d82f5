using StreamLift.Poses.Layouts;

namespace StreamLift.Poses.Tests.Layouts;

public sealed class ScoreLimitsTests
{
    private static readonly string[] OpenPose = ["body25", "body25b", "coco18", "openpose-mpi15", "panoptic19"];
    private static readonly string[] TopDown = ["coco17", "wholebody133", "halpe26", "halpe136", "crowdpose14", "aic14", "posetrack18"];

    [Fact]
    public void Built_in_layouts_have_the_documented_score_limits() => Assert.All(Skeletons.All, layout => Assert.Equal(
                OpenPose.Contains(layout.Name) ? 0.05f
                    : TopDown.Contains(layout.Name) ? 0.1f
                    : layout.Name == "mediapipe33" ? 0.5f
                    : 0,
                layout.MinScore
            ));

    [Theory]
    [InlineData("", 0)]
    [InlineData(",\"minScore\":0.25", 0.25f)]
    [InlineData(",\"minScore\":40", 40)]
    public void Own_layout_has_the_limit_of_its_file_or_none(string field, float expected)
    {
        Assert.True(SkeletonCatalogue.Parse(Json(field)).TryGet("own", out var layout));
        Assert.Equal(expected, layout.MinScore);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("\"0.3\"")]
    [InlineData("1e60")]
    public void Limit_that_is_no_score_is_a_problem(string value)
    {
        var problem = Assert.Throws<ConfigurationException>(() => SkeletonCatalogue.Parse(Json($",\"minScore\":{value}")));
        Assert.EndsWith(
            "\"minScore\" must be a number of 0 or more: a joint with a lower score is not seen",
            Assert.Single(problem.Problems),
            StringComparison.Ordinal
        );
    }

    private static string Json(string more) =>
        $$"""{"name":"own","joints":["h","t"],"parents":[null,"h"],"mirror":[],"h36m17":{"Hip":"h","Thorax":"t"}{{more}}}""";
}
