using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Tests;

namespace StreamLift.Rigs.Tests;

public sealed class OwnRigTests : IDisposable
{
    private const string Lens = """ "width":1920,"height":1080,"fx":1400,"fy":1400,"cx":960,"cy":540 """;
    private const string Turn = """ "rotation":[1,0,0,0,0,-1,0,1,0] """;

    private static readonly Distortion Barrel = new(DistortionForm.OpenCv, -0.28, 0.09, 0, 0.0004, -0.0011);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Own_cameras_file_and_rig_file_are_read_without_a_note()
    {
        var cameras = Own($$$$$$"""{"cam-1":{ {{{{{{Lens}}}}}}, {{{{{{Turn}}}}}},"translation":[0,1200,4500]}}""");
        Assert.Equal(("StreamLift's JSON", RigUnit.Millimetre, null), (cameras.Format, cameras.Unit, cameras.Up));
        var rig = Own(
            $$$$$$"""{"name":"hall","unit":"m","up":"-y","floor":0,"cameras":{"hall/cam-1":{ {{{{{{Lens}}}}}}, {{{{{{Turn}}}}}},"translation":[0,1.2,4.5]}}}"""
        );
        Assert.Equal(("hall", RigUnit.Metre, WorldUp.MinusY), (rig.Name, rig.Unit, rig.Up));
        Assert.Equal("hall/cam-1", rig.Cameras[0].Name);
        Assert.Equal(cameras.Cameras[0].Extrinsics!.Translation.AsEnumerable(), rig.Cameras[0].Extrinsics!.Translation);
        Assert.Empty(cameras.Notes.Concat(rig.Notes));
    }

    [Fact]
    public void Distortion_as_a_list_is_read_in_the_order_of_OpenCV_and_said()
    {
        var rig = Own($$$$$$"""{"cam-1":{ {{{{{{Lens}}}}}},"distortion":[-0.28,0.09,0.0004,-0.0011,0.0]}}""");
        Assert.Equal(Barrel, rig.Cameras[0].Intrinsics.Distortion);
        Assert.EndsWith(
            "own.json: camera \"cam-1\": the list of 5 distortion coefficients is read in OpenCV's order: k1, k2, p1, p2, k3, …",
            Assert.Single(rig.Notes)
        );
        var eight = Own($$$$$$"""{"cam-1":{ {{{{{{Lens}}}}}},"distortion":[1,2,3,4,5,6,7,8]}}""");
        Assert.Equal(new Distortion(DistortionForm.OpenCv, 1, 2, 5, 3, 4, 6, 7, 8), eight.Cameras[0].Intrinsics.Distortion);
    }

    [Fact]
    public void Five_radial_coefficients_without_tangential_ones_are_those_of_OpenCV_and_said()
    {
        var rig = Own($$$$$$"""{"cam-1":{ {{{{{{Lens}}}}}},"distortion":{"form":"opencv","k":[-0.28,0.09,0.0004,-0.0011,0.0]}}}""");
        Assert.Equal(Barrel, rig.Cameras[0].Intrinsics.Distortion);
        Assert.Contains("\"k\" of 5 numbers without \"p\" is read in OpenCV's order", Assert.Single(rig.Notes));
    }

    [Fact]
    public void Unit_beside_cameras_with_the_fields_of_anipose_is_used()
    {
        const string Camera = """ "size":[1920,1080],"matrix":[[1400,0,960],[0,1400,540],[0,0,1]],"distortions":[0,0,0,0,0],"rotation":[0,0,0] """;
        var rig = Own($$$$$$"""{"unit":"cm","a":{ {{{{{{Camera}}}}}},"translation":[0,0,0]},"b":{ {{{{{{Camera}}}}}},"translation":[500,0,0]}}""");
        Assert.Equal((RigUnit.Centimetre, 5000), (rig.Unit, rig.Cameras[1].Extrinsics!.Translation[0]));
        Assert.Empty(rig.Notes);
    }

    [Fact]
    public void Nested_rotation_and_fisheye_lens_are_read()
    {
        var rig = Own(
            $$$$$$"""
            {"a":{ {{{{{{Lens}}}}}},"rotation":[[1,0,0],[0,0,-1],[0,1,0]],"translation":[0,1200,4500]},
             "b":{ {{{{{{Lens}}}}}},"distortion":{"form":"fisheye","k":[0.1,0.01,0.001,0.0001]}}}
            """
        );
        Assert.Equal([1, 0, 0, 0, 0, -1, 0, 1, 0], rig.Cameras[0].Extrinsics!.Rotation.ToArray());
        Assert.Equal(new Distortion(DistortionForm.Fisheye, 0.1, 0.01, 0.001, 0, 0, 0.0001), rig.Cameras[1].Intrinsics.Distortion);
    }

    [Fact]
    public void Camera_with_the_fields_of_anipose_is_read_and_its_unit_is_said()
    {
        var rig = Own(
            """
            {"cam-1":{"size":[1920,1080],"matrix":[[1400,0,960],[0,1400,540],[0,0,1]],"distortions":[0,0,0,0],
                      "rotation":[0.1,0.2,0.3],"translation":[0,1.2,4.5]}}
            """
        );
        Assert.Equal((RigUnit.Metre, 1920, 540.0), (rig.Unit, rig.Cameras[0].Intrinsics.Width, rig.Cameras[0].Intrinsics.Cy));
        Assert.Equal([0, 1200, 4500], rig.Cameras[0].Extrinsics!.Translation.ToArray());
        Assert.Contains("no unit; m is taken, because the camera is 4.66 from the world's origin", Assert.Single(rig.Notes));
    }

    [Fact]
    public void Translation_that_is_probably_metres_is_told_with_the_way_to_settle_it()
    {
        var rig = Own($$$$$$"""{"cam-1":{ {{{{{{Lens}}}}}}, {{{{{{Turn}}}}}},"translation":[0,1.2,4.5]}}""");
        Assert.EndsWith(
            "own.json: every translation is shorter than 5 mm, which is probably metres: "
                + "add \"unit\": \"m\" beside the cameras, or \"unit\": \"mm\" if it is right",
            Assert.Single(rig.Notes)
        );
        Assert.Empty(Own($$$$$$"""{"unit":"mm","cam-1":{ {{{{{{Lens}}}}}}, {{{{{{Turn}}}}}},"translation":[0,1.2,4.5]}}""").Notes);
        Assert.Empty(Own($$$$$$"""{"cam-1":{ {{{{{{Lens}}}}}}, {{{{{{Turn}}}}}},"translation":[0,0,0]}}""").Notes);
    }

    [Fact]
    public void Faults_of_the_own_file_are_all_named_with_the_file()
    {
        var problems = Assert.Throws<ConfigurationException>(() => Own("""{"a":{"width":1},"b":3}""")).Problems;
        Assert.Contains(problems, problem => problem.EndsWith("own.json: camera \"a\": \"height\" is missing: a number", StringComparison.Ordinal));
        Assert.Contains(problems, problem =>
            problem.EndsWith("own.json: camera \"b\": must be an object with width, height, fx, fy, cx, cy", StringComparison.Ordinal)
        );
        Assert.Contains(
            "camera \"a\": appears twice",
            Assert.Throws<ConfigurationException>(() => Own($$$$$$"""{"a":{ {{{{{{Lens}}}}}} },"a":{ {{{{{{Lens}}}}}} }}""")).Message
        );
        Assert.Contains("own.json: not JSON", Assert.Throws<ConfigurationException>(() => Own("{ nothing")).Message);
        Assert.Contains(
            "\"up\" must be x, y, z",
            Assert.Throws<ConfigurationException>(() => Own($$$$$$"""{"up":"w","cameras":{"a":{ {{{{{{Lens}}}}}} }}}""")).Message
        );
    }

    [SharedFact("field/cameras-foreign")]
    public void Foreign_camera_files_of_the_field_are_read_and_metres_are_told()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(SharedData.Root, "field", "cameras-foreign"), "*.json"))
        {
            var rig = RigFile.Read(file);
            Assert.Equal(1400, Assert.Single(rig.Cameras).Intrinsics.Fx);
            Assert.Equal(
                Path.GetFileName(file) is not ("nested.json" or "fisheye.json"),
                rig.Notes.Any(note => !note.Contains("no position", StringComparison.Ordinal))
            );
        }
    }

    private Rig Own(string json) => _folder.Read("own.json", json);
}
