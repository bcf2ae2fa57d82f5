using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Poses.Tests.Features;

/// <summary>Version 2 of the features: a third number a joint says whether it was seen.</summary>
public sealed class SeenFeaturesTests
{
    private static readonly Camera Camera = Human36mCameras.Find("S9", "54138969")!;

    [Fact]
    public void Image_features_of_version_2_have_x_y_and_1_for_a_seen_joint()
    {
        var row = new float[9];

        var seen = Second("image").Write([0, 0, 1, 500, 250, 0.1f, 9, 9, 0], new CameraView(1000, 500, null), [7, 7, 7, 7, 7, 7, 0.25f, -0.5f, 0], row, out _);

        Assert.Equal(2, seen);
        Assert.Equal([-1, -0.5f, 1, 0, 0, 1, 0.25f, -0.5f, 0], row);
    }

    [Fact]
    public void Third_number_of_a_seen_joint_does_not_depend_on_its_score()
    {
        var (low, high) = (new float[3], new float[3]);
        Second("box").Write([100, 200, 0.01f], default, [0, 0, 0], low, out _);
        Second("box").Write([100, 200, 0.99f], default, [0, 0, 0], high, out _);
        Assert.Equal(high, low);
        Assert.Equal(1, high[2]);
    }

    [Fact]
    public void Joint_that_the_lens_cannot_show_counts_as_unseen_in_version_2_too()
    {
        var wide = new Camera("wide", new Intrinsics(1000, 1000, 50, 50, 500, 500, Distortion.None), null);
        var row = new float[12];
        var seen = Second("centred")
            .Write([950, 500, 1, 955, 500, 1, 960, 500, 1, -2000, 500, 1], CameraView.Of(wide), [0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 4, 0], row, out _);
        Assert.Equal(3, seen);
        Assert.Equal([3, 4, 0], row[9..]);
        Assert.Equal([1, 1, 1], new[] { row[2], row[5], row[8] });
    }

    [Theory]
    [InlineData("image")]
    [InlineData("box")]
    [InlineData("rays")]
    [InlineData("centred")]
    public void Places_and_rotation_of_version_2_are_those_of_version_1(string name)
    {
        var keypoints = People.Seen(People.Somewhere(new Random(3)), Camera);
        keypoints.AsSpan(15, 3).Clear();
        var (first, second) = (new float[34], new float[51]);
        FeatureCatalogue.Find(new FeatureSpec(name, 1))!.Write(keypoints, CameraView.Of(Camera), new float[34], first, out var turn);
        Second(name).Write(keypoints, CameraView.Of(Camera), new float[51], second, out var secondTurn);
        Assert.Equal(turn, secondTurn);
        for (var joint = 0; joint < 17; joint++)
            Assert.Equal([first[2 * joint], first[(2 * joint) + 1], joint == 5 ? 0 : 1], second[(3 * joint)..(3 * (joint + 1))]);
    }

    private static IPoseFeatures Second(string name) => FeatureCatalogue.Find(new FeatureSpec(name, 2))!;
}
