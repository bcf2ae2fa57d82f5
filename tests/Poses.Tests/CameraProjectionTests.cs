using FsCheck;
using FsCheck.Fluent;
using StreamLift.Poses.Cameras;

namespace StreamLift.Poses.Tests;

public sealed class CameraProjectionTests
{
    // Recorded motion: world mm, and the pixels that data_2d_cmu_gt.npz (subject S9) has for them. Projected by the data's own authors.
    [Theory]
    [InlineData("54138969", 13.187749, 1903.476834, 1512.477636, 685.51440, 301.78204)] // Walking, frame 0, Head
    [InlineData("55011271", 13.187749, 1903.476834, 1512.477636, 622.73047, 277.13782)]
    [InlineData("58860488", 13.187749, 1903.476834, 1512.477636, 417.45950, 254.12402)]
    [InlineData("60457274", 13.187749, 1903.476834, 1512.477636, 373.77203, 198.16420)]
    [InlineData("54138969", -58.509894, -745.886326, 26.075909, 404.52023, 571.17889)] // Walking, frame 60, RFoot
    [InlineData("55011271", -58.509894, -745.886326, 26.075909, 439.05655, 626.03619)]
    [InlineData("58860488", -58.509894, -745.886326, 26.075909, 662.89404, 517.36554)]
    [InlineData("60457274", -58.509894, -745.886326, 26.075909, 567.84467, 682.79645)]
    [InlineData("54138969", -87.187998, 592.552423, 743.125856, 522.19080, 478.50409)] // Soccer, frame 77, RWrist
    [InlineData("55011271", -87.187998, 592.552423, 743.125856, 536.59467, 424.86862)]
    [InlineData("58860488", -87.187998, 592.552423, 743.125856, 586.51398, 427.46600)]
    [InlineData("60457274", -87.187998, 592.552423, 743.125856, 433.76682, 394.24582)]
    public void Recorded_motion_is_projected_to_its_published_pixels(string serial, double x, double y, double z, double pixelX, double pixelY)
    {
        var camera = Human36mCameras.Find("S9", serial)!;
        var (point, pixel) = (new float[3], new float[2]);

        camera.ToCamera([(float)x, (float)y, (float)z], point);
        camera.Project(point, pixel);

        Assert.Equal(pixelX, pixel[0], 0.01);
        Assert.Equal(pixelY, pixel[1], 0.01);
    }

    // cv2.projectPoints of OpenCV 4.6.
    [Theory]
    [InlineData(300, -700, 5000, 580.8724386630142, 356.14468284337204)]
    [InlineData(-1800, 900, 4500, 68.60951439999997, 736.62093952)]
    [InlineData(0, 0, 3000, 512.5, 515.5)]
    [InlineData(1500, 1600, 4000, 923.5942688833347, 953.1058727916586)]
    public void OpenCV_distortion_form_projects_as_OpenCV_does(float x, float y, float z, double pixelX, double pixelY) =>
        AssertProjects(new(DistortionForm.OpenCv, -0.207, 0.2478, -0.0031, -0.00142, -0.00098), [x, y, z], pixelX, pixelY);

    [Theory]
    [InlineData(300, -700, 5000, 580.6616503749129, 356.6367237782596)]
    [InlineData(-1800, 900, 4500, 80.26144454356233, 731.2417768064229)]
    [InlineData(1500, 1600, 4000, 901.7104484352722, 931.0093035560338)]
    public void OpenCV_rational_distortion_form_projects_as_OpenCV_does(float x, float y, float z, double pixelX, double pixelY) =>
        AssertProjects(new(DistortionForm.OpenCv, 0.12, -0.3, 0.05, 0.001, -0.002, 0.4, -0.1, 0.02), [x, y, z], pixelX, pixelY);

    [Fact]
    public void Human36M_and_OpenCV_distortion_forms_differ_by_one_tangential_term()
    {
        var (human, openCv) = (new Distortion(DistortionForm.Human36M, 0, 0, 0, 0.01, 0.02), new Distortion(DistortionForm.OpenCv, 0, 0, 0, 0.01, 0.02));

        var (a, b) = (human.Apply(0.3, -0.2), openCv.Apply(0.3, -0.2));

        var tangential = (0.01 * -0.2) + (0.02 * 0.3);
        Assert.Equal(0.3 * tangential, b.X - a.X, 15);
        Assert.Equal(-0.2 * tangential, b.Y - a.Y, 15);
    }

    [Fact]
    public void Point_at_or_behind_the_camera_has_no_pixel()
    {
        var pixels = new float[4];

        Human36mCameras.Find("S1", "54138969")!.Project([10, 20, -3000, 10, 20, 0], pixels);

        Assert.All(pixels, pixel => Assert.True(float.IsNaN(pixel)));
    }

    [Fact]
    public void Pixel_of_a_projected_point_undistorts_to_the_ray_through_that_point() =>
        Prop.ForAll(
                (
                    from x in Gen.Choose(-1500, 1500)
                    from y in Gen.Choose(-1500, 1500)
                    from z in Gen.Choose(4000, 8000)
                    select new float[] { x, y, z }
                ).ToArbitrary(),
                point =>
                {
                    var camera = Human36mCameras.Find("S11", "55011271")!;
                    var (pixel, ray) = (new float[2], new float[2]);
                    camera.Project(point, pixel);
                    camera.Undistort(pixel, ray);
                    return Math.Abs((ray[0] * point[2]) - point[0]) < 0.01 && Math.Abs((ray[1] * point[2]) - point[1]) < 0.01;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Projection_into_a_span_of_the_wrong_length_is_refused()
    {
        var camera = Human36mCameras.Find("S1", "54138969")!;

        Assert.Throws<ArgumentException>(() => camera.Project(new float[4], new float[4]));
        Assert.Throws<ArgumentException>(() => camera.Project(new float[6], new float[3]));
        Assert.Throws<ArgumentException>(() => camera.Undistort(new float[3], new float[4]));
    }

    private static void AssertProjects(Distortion distortion, float[] point, double pixelX, double pixelY)
    {
        var pixel = new float[2];

        new Camera("", new(1000, 1002, 1145, 1143, 512.5, 515.5, distortion), null).Project(point, pixel);

        Assert.Equal(pixelX, pixel[0], 1e-4);
        Assert.Equal(pixelY, pixel[1], 1e-4);
    }
}
