using StreamLift.Capture.Geometry;
using StreamLift.Poses.Cameras;

namespace StreamLift.Capture.Tests;

public class PlacedCameraTests
{
    private static readonly PlacedCamera Placed = new("S9/Walking 1/54138969", CameraCatalogue.BuiltIn.Find("S9/Walking 1/54138969")!);

    [Fact]
    public void Ray_of_a_projected_point_meets_the_point()
    {
        var point = new Point3(300, -700, 1100);
        Assert.True(Placed.TryProject(point, out var x, out var y));
        var direction = Placed.Direction(x, y);
        Assert.True((point - Placed.Centre).Cross(direction).Length < 1e-4);
    }

    [Fact]
    public void Point_behind_the_camera_has_no_pixel() => Assert.False(Placed.TryProject(Placed.Centre - (1000 * Placed.Away), out _, out _));

    [Fact]
    public void World_and_camera_axes_are_each_others_inverse()
    {
        var point = new Point3(300, -700, 1100);
        Assert.True(Placed.ToWorld(Placed.ToCamera(point)).To(point) < 1e-6);
        Assert.True(Placed.ToWorld(default).To(Placed.Centre) < 1e-6);
    }
}
