using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Rigs.Tests;

/// <summary>Dialects of anipose's TOML without a public sample, in files written as the tools write them.</summary>
public sealed class TomlRigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FreeMoCap_file_is_in_millimetres_with_the_ground_plane_up()
    {
        var rig = _folder.Read(
            "hall_camera_calibration.toml",
            """
            [cam_0]
            id = "0"
            index = 0
            name = "cam_0"
            image_size = [1280, 720]
            matrix = [[900.5, 0.0, 640.5], [0.0, 901.25, 361.0], [0.0, 0.0, 1.0]]
            distortions = [-0.25, 0.125, 0.001, -0.002, 0.03]
            rotation = [1.5707963267948966, 0.0, 0.0]
            translation = [0.0, 1250.0, 4000.0]
            world_position = [0.0, -4000.0, 1250.0]

            [metadata]
            groundplane_applied = true
            """
        );
        Assert.Equal(("FreeMoCap's TOML", RigUnit.Millimetre, WorldUp.Z), (rig.Format, rig.Unit, rig.Up));
        Assert.Equal(new double[] { 0, -4000, 1250 }, TemporaryFolder.Centre(rig.Cameras[0]).Select(number => Math.Round(number, 6) + 0));
    }

    [Fact]
    public void Fisheye_camera_of_anipose_has_four_coefficients()
    {
        const string of = "[cam_0]\nsize = [1280, 720]\nmatrix = [[600, 0, 640], [0, 600, 360], [0, 0, 1]]\nfisheye = true\n";
        var lens = Assert.Single(_folder.Read("calibration.toml", of + "distortions = [0.1, 0.01, 0.001, 0.0001]\n").Cameras).Intrinsics;
        Assert.Equal(new Distortion(DistortionForm.Fisheye, 0.1, 0.01, 0.001, 0, 0, 0.0001), lens.Distortion);
        Assert.EndsWith(
            "camera \"cam_0\": a fisheye lens has 4 coefficients, k1 to k4; there are 5",
            Assert.Throws<ConfigurationException>(() => _folder.Read("calibration.toml", of + "distortions = [0.1, 0, 0, 0, 0.1]\n")).Message
        );
    }
}
