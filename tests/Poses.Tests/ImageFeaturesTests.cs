namespace StreamLift.Poses.Tests;

public sealed class ImageFeaturesTests
{
    [Fact]
    public void Both_axes_are_measured_from_the_centre_in_halves_of_the_width()
    {
        var row = new float[6];

        var seen = ImageFeatures.Write([0, 0, 1, 500, 250, 0.1f, 1000, 600, 1], 1000, 500, new float[6], row);

        Assert.Equal(3, seen);
        Assert.Equal([-1, -0.5f, 0, 0, 1, 0.7f], row);
    }

    [Fact]
    public void A_joint_not_seen_is_given_the_cards_fill()
    {
        var row = new float[4];

        var seen = ImageFeatures.Write([123, 456, 0, 500, 500, 1], 1000, 1000, [0.25f, -0.75f, 9, 9], row);

        Assert.Equal(1, seen);
        Assert.Equal([0.25f, -0.75f, 0, 0], row);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ImageFeatures.Write(new float[6], 100, 100, new float[2], new float[4]));
        Assert.Throws<ArgumentException>(() => ImageFeatures.Write(new float[6], 100, 100, new float[4], new float[3]));
        Assert.Throws<ArgumentException>(() => ImageFeatures.Write(new float[5], 100, 100, new float[2], new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageFeatures.Write(new float[3], 0, 100, new float[2], new float[2]));
    }

    [Fact]
    public void It_allocates_nothing()
    {
        var (keypoints, fill, row) = (new float[51], new float[34], new float[34]);

        Assert.Equal(0, Allocations.Of(() => ImageFeatures.Write(keypoints, 1000, 1002, fill, row)));
    }
}
