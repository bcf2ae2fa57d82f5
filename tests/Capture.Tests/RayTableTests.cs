using StreamLift.Capture.Geometry;
using StreamLift.Poses.Cameras;

namespace StreamLift.Capture.Tests;

public class RayTableTests
{
    public static TheoryData<string> Lenses => ["none", "opencv", "human36m", "fisheye"];

    [Theory]
    [MemberData(nameof(Lenses))]
    public void Ray_of_the_table_is_that_of_the_camera_to_a_thousandth_of_a_pixel(string name)
    {
        var camera = new Camera(name, Lens(name), null);
        var table = new RayTable(camera);
        for (var y = -300.0; y < 1300; y += 13.7)
        for (var x = -300.0; x < 2200; x += 17.3)
        {
            var ((expectedX, expectedY), (rayX, rayY)) = (camera.Ray(x, y), table.Ray(x, y));
            Assert.Equal(double.IsNaN(expectedX), double.IsNaN(rayX));
            if (double.IsNaN(expectedX))
                continue;
            var (seenX, seenY) = camera.Intrinsics.Distortion.Apply(rayX, rayY);
            var (pixelX, pixelY) = ((camera.Intrinsics.Fx * seenX) + camera.Intrinsics.Cx, (camera.Intrinsics.Fy * seenY) + camera.Intrinsics.Cy);
            Assert.True(Math.Abs(pixelX - x) + Math.Abs(pixelY - y) < 0.001, $"{x}, {y}: {pixelX}, {pixelY}");
            Assert.True(Math.Abs(expectedX - rayX) + Math.Abs(expectedY - rayY) < 1e-5, $"{x}, {y}: {expectedX - rayX}, {expectedY - rayY}");
        }
    }

    private static Intrinsics Lens(string name) =>
        name switch
        {
            "human36m" => Human36mCameras.Find("S9", Human36mCameras.Serials[0])!.Intrinsics,
            "opencv" => new(1920, 1080, 1152, 1150, 950, 530, new Distortion(DistortionForm.OpenCv, -0.12, 0.02, 0, 0.001, -0.001)),
            "fisheye" => new(1920, 1080, 900, 900, 960, 540, new Distortion(DistortionForm.Fisheye, -0.02, 0.003, 0, 0, 0)),
            _ => new(1920, 1080, 1152, 1150, 950, 530, Distortion.None),
        };
}
