using StreamLift.Poses.Cameras;

namespace StreamLift.Rigs.Tests;

public class SampleRigTests
{
    [Fact]
    public void Pose2Sim_and_Qualisys_files_of_one_rig_give_the_same_cameras()
    {
        var (toml, qca) = (RigFile.Read(TemporaryFolder.Sample("pose2sim.toml")), RigFile.Read(TemporaryFolder.Sample("qualisys.qca.txt")));
        Assert.Equal(("Pose2Sim's TOML", RigUnit.Metre, WorldUp.Z, "pose2sim"), (toml.Format, toml.Unit, toml.Up, toml.Name));
        Assert.Equal(("Qualisys' .qca.txt", RigUnit.Millimetre, WorldUp.Z), (qca.Format, qca.Unit, qca.Up));
        Assert.Equal(["cam_01", "cam_02", "cam_03", "cam_04"], toml.Cameras.Select(camera => camera.Name));
        Assert.Equal(toml.Cameras.Select(camera => camera.Name), qca.Cameras.Select(camera => camera.Name));
        Assert.Empty(toml.Notes.Concat(qca.Notes));
        foreach (var (a, b) in toml.Cameras.Zip(qca.Cameras))
        {
            Assert.Equal((1088, 1920), (a.Intrinsics.Width, a.Intrinsics.Height));
            Assert.Equal((1088, 1920), (b.Intrinsics.Width, b.Intrinsics.Height));
            Close(
                [a.Intrinsics.Fx, a.Intrinsics.Fy, a.Intrinsics.Cx, a.Intrinsics.Cy],
                [b.Intrinsics.Fx, b.Intrinsics.Fy, b.Intrinsics.Cx, b.Intrinsics.Cy],
                1e-6
            );
            Close(a.Extrinsics!.Rotation, b.Extrinsics!.Rotation, 1e-7);
            Close(a.Extrinsics.Translation, b.Extrinsics.Translation, 1e-3);
            // Pose2Sim divided the coefficients by 64, like pixels.
            Assert.Equal(64 * a.Intrinsics.Distortion.K1, b.Intrinsics.Distortion.K1, 1e-9);
            Assert.Equal(64 * a.Intrinsics.Distortion.P2, b.Intrinsics.Distortion.P2, 1e-9);
        }
        // x, y and z of the transform, which are the camera's position.
        Close(TemporaryFolder.Centre(toml.Cameras[0]), [1460.2323709212087, -1909.1590482454608, 1896.5058524092062], 0.001);
        Close(TemporaryFolder.Centre(qca.Cameras[3]), [-3758.720480260634, -1415.6654017496533, 1881.7941041388026], 1e-6);
    }

    [Fact]
    public void Anipose_file_has_no_unit_and_the_distances_of_its_cameras_tell_it()
    {
        var rig = RigFile.Read(TemporaryFolder.Sample("anipose.toml"));
        Assert.Equal(("anipose's TOML", RigUnit.Millimetre, null), (rig.Format, rig.Unit, rig.Up));
        Assert.Equal(12, rig.Cameras.Count);
        Assert.Equal("cam088", rig.Cameras[0].Name);
        Assert.Equal(new Distortion(DistortionForm.OpenCv, -0.09909304453479398, 0, 0, 0, 0), rig.Cameras[0].Intrinsics.Distortion);
        Close(rig.Cameras[1].Extrinsics!.Translation, [122.27646127659607, 273.5075365568288, 1450.551478333015], 1e-9);
        Assert.Contains("anipose.toml: the file has no unit; mm is taken, because the cameras are ", Assert.Single(rig.Notes));
    }

    [Fact]
    public void Caliscope_files_with_vectors_or_matrices_lose_the_cameras_that_are_not_placed()
    {
        var vectors = RigFile.Read(TemporaryFolder.Sample("caliscope-rodrigues.toml"));
        Assert.Equal(("Caliscope's TOML", RigUnit.Metre), (vectors.Format, vectors.Unit));
        Assert.DoesNotContain(vectors.Cameras, camera => camera.Name == "cam_0");
        Assert.Contains(vectors.Notes, note => note.EndsWith("left out: cam_0, which Caliscope ignores or has not placed", StringComparison.Ordinal));
        Close(
            vectors.Cameras.Single(camera => camera.Name == "cam_1").Extrinsics!.Translation,
            [365.84121836550093, 425.06578316829713, 879.2906982181679],
            1e-9
        );

        var matrices = RigFile.Read(TemporaryFolder.Sample("caliscope-matrix.toml"));
        Assert.Equal(["cam_0", "cam_1", "cam_2", "cam_3"], matrices.Cameras.Select(camera => camera.Name));
        Close(matrices.Cameras[0].Extrinsics!.Rotation.AsSpan()[..3].ToArray(), [0.028454458274723926, -0.8200005191342249, 0.571655046705523], 1e-12);
        Assert.Equal(-0.0037489346582201062, matrices.Cameras[0].Intrinsics.Distortion.K3);
        Assert.Contains(matrices.Notes, note => note.Contains("the video of cam_1 was turned by -90°", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("voxelpose-shelf.json", 5, new[] { -1586.4496077989998, -2109.46905869, 1104.209800652 })]
    [InlineData("voxelpose-campus.json", 3, new[] { 1774.8953318252247, -5051.695948238737, 1923.3559877015355 })]
    [InlineData("voxelpose-panoptic5.json", 5, new[] { 2085.1899998517647, 1786.0800000525896, 1511.0999995840775 })]
    public void VoxelPose_files_hold_the_position_of_the_camera_as_T(string file, int cameras, double[] first)
    {
        var rig = RigFile.Read(TemporaryFolder.Sample(file));
        Assert.Equal(("VoxelPose's JSON", RigUnit.Millimetre, cameras), (rig.Format, rig.Unit, rig.Cameras.Count));
        Assert.Equal(Enumerable.Range(0, cameras).Select(i => $"{i}"), rig.Cameras.Select(camera => camera.Name));
        Close(TemporaryFolder.Centre(rig.Cameras[0]), first, 0.01);
        Assert.Contains(": the file has no image size of \"0\", \"1\", \"2\"", Assert.Single(rig.Notes));
    }

    [Fact]
    public void VoxelPose_coefficients_are_three_radial_and_two_tangential()
    {
        var lens = RigFile.Read(TemporaryFolder.Sample("voxelpose-panoptic5.json")).Cameras[0].Intrinsics;
        Assert.Equal(new Distortion(DistortionForm.OpenCv, -0.281728, 0.168097, -0.0371786, -0.00021431, 1.8072e-05), lens.Distortion);
        Assert.Equal((1395.71, 1392.06, 949.456, 566.648, 1899, 1133), (lens.Fx, lens.Fy, lens.Cx, lens.Cy, lens.Width, lens.Height));
    }

    [Fact]
    public void Streams_take_the_camera_whose_name_they_end_in()
    {
        var catalogue = RigFile.Read(TemporaryFolder.Sample("pose2sim.toml")).ToCatalogue();
        Assert.Equal("cam_02", catalogue.Find("cam_02")?.Name);
        Assert.Equal("cam_03", catalogue.Find("hall/take 1/cam_03")?.Name);
        Assert.Null(catalogue.Find("hall/xcam_03"));
    }

    private static void Close(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }
}
