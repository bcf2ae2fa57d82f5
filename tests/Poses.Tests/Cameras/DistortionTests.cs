using StreamLift.Poses.Cameras;

namespace StreamLift.Poses.Tests.Cameras;

public sealed class DistortionTests
{
    public static TheoryData<string> Lenses => ["54138969", "55011271", "58860488", "60457274", "opencv", "rational", "tele", "wide", "fisheye"];

    [Theory]
    [MemberData(nameof(Lenses))]
    public void Distortion_removal_is_exact_to_a_millionth_of_a_pixel_all_over_the_image(string name)
    {
        var lens = Lens(name);

        for (double pixelX = 0; pixelX <= lens.Width; pixelX += lens.Width / 40.0)
        for (double pixelY = 0; pixelY <= lens.Height; pixelY += lens.Height / 40.0)
        {
            var (x, y) = lens.Distortion.Remove((pixelX - lens.Cx) / lens.Fx, (pixelY - lens.Cy) / lens.Fy);
            var (againX, againY) = lens.Distortion.Apply(x, y);
            Assert.Equal(pixelX, (againX * lens.Fx) + lens.Cx, 1e-6);
            Assert.Equal(pixelY, (againY * lens.Fy) + lens.Cy, 1e-6);
            var (onceX, onceY) = lens.Distortion.Remove(againX, againY);
            Assert.Equal(x, onceX, 1e-9);
            Assert.Equal(y, onceY, 1e-9);
        }
    }

    // With k1 = -0.4 alone r(1 - 0.4 r²) grows up to r = 0.913, where it is 0.6086, and falls from there.
    [Fact]
    public void Distortion_removal_of_a_ray_that_the_lens_cannot_show_gives_NaN()
    {
        var barrel = new Distortion(DistortionForm.OpenCv, -0.4, 0, 0, 0, 0);

        Assert.Equal((double.NaN, double.NaN), barrel.Remove(0.62, 0));
        var (x, y) = barrel.Remove(0, 0.605);
        Assert.Equal(0, x);
        Assert.InRange(y, 0.8, 0.913);
        Assert.Equal(0.605, barrel.Apply(x, y).Y, 1e-10);
    }

    [Fact]
    public void Distortion_removal_never_takes_the_branch_beyond_the_lens()
    {
        var barrel = new Distortion(DistortionForm.Human36M, -0.4, 0, 0, 0.001, -0.002);

        for (var r = 0.0; r < 0.6; r += 0.01)
        for (var angle = 0.0; angle < 6.3; angle += 0.1)
        {
            var (x, y) = barrel.Remove(r * Math.Cos(angle), r * Math.Sin(angle));
            Assert.True((x * x) + (y * y) < 0.92 * 0.92, $"r {r} angle {angle}: {x}, {y}");
        }
    }

    // OpenCV's documentation of fisheye: a ray at 45° without coefficients is π/4 from the centre.
    [Fact]
    public void Fisheye_lens_shows_a_ray_at_its_angle_from_the_axis()
    {
        Assert.Equal((Math.PI / 4, 0), new Distortion(DistortionForm.Fisheye, 0, 0, 0, 0, 0).Apply(1, 0));
        var (x, y) = new Distortion(DistortionForm.Fisheye, 0.1, 0.01, 0.001, 0, 0, 0.0001).Apply(0.6, 0.8);
        var angle = Math.PI / 4;
        var bent = angle + (0.1 * Math.Pow(angle, 3)) + (0.01 * Math.Pow(angle, 5)) + (0.001 * Math.Pow(angle, 7)) + (0.0001 * Math.Pow(angle, 9));
        Assert.Equal(0.6 * bent, x, 1e-12);
        Assert.Equal(0.8 * bent, y, 1e-12);
    }

    [Fact]
    public void Lens_without_distortion_leaves_rays_unchanged()
    {
        Assert.Equal((0.7, -3.1), Distortion.None.Apply(0.7, -3.1));
        Assert.Equal((0.7, -3.1), Distortion.None.Remove(0.7, -3.1));
    }

    private static Intrinsics Lens(string name) =>
        name switch
        {
            "opencv" => new(1000, 1002, 1145, 1143, 512.5, 515.5, new(DistortionForm.OpenCv, -0.207, 0.2478, -0.0031, -0.00142, -0.00098)),
            "rational" => new(1920, 1080, 1400, 1400, 960, 540, new(DistortionForm.OpenCv, 1.2, 0.3, 0.02, 0.001, -0.002, 1.5, 0.6, 0.05)),
            "tele" => new(3840, 2160, 9000, 9000, 1900, 1100, new(DistortionForm.OpenCv, 0.8, 2, 0, 0.003, 0.001)),
            "fisheye" => new(1280, 960, 600, 600, 640, 480, new(DistortionForm.Fisheye, 0.05, -0.01, 0.002, 0, 0, -0.0003)),
            "wide" => new(1280, 720, 640, 640, 640, 360, new(DistortionForm.OpenCv, -0.1, 0.01, 0.002, 0.0005, -0.0005)),
            _ => Human36mCameras.Find("S1", name)!.Intrinsics,
        };
}
