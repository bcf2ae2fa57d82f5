using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;

namespace StreamLift.Poses.Tests.Features;

public sealed class ImageFeaturesTests
{
    private static readonly ImageFeatures Image = new();

    [Fact]
    public void Image_features_are_measured_from_the_centre_in_half_widths_on_both_axes()
    {
        var row = new float[6];

        var seen = Image.Write([0, 0, 1, 500, 250, 0.1f, 1000, 600, 1], new CameraView(1000, 500, null), new float[6], row, out _);

        Assert.Equal(3, seen);
        Assert.Equal([-1, -0.5f, 0, 0, 1, 0.7f], row);
    }

    [Fact]
    public void Image_features_refuse_a_view_without_a_size() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Image.Write(new float[3], new CameraView(0, 100, null), new float[2], new float[2], out _));
}
