using StreamLift.Poses.Cameras;

namespace StreamLift.Rigs.Tests;

/// <summary>OpenCV's FileStorage, in files written as OpenCV writes them.</summary>
public sealed class OpenCvRigTests : IDisposable
{
    private static readonly Intrinsics Lens = new(1280, 720, 900.5, 901.25, 640.5, 361, new(DistortionForm.OpenCv, -0.25, 0.125, 0.03, 0.001, -0.002));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(
        "left.yml",
        """
            %YAML:1.0
            ---
            image_width: 1280
            image_height: 720
            camera_matrix: !!opencv-matrix
               rows: 3
               cols: 3
               dt: d
               data: [ 900.5, 0., 640.5, 0., 901.25, 361., 0., 0., 1. ]
            distortion_coefficients: !!opencv-matrix
               rows: 5
               cols: 1
               dt: d
               data: [ -0.25, 0.125, 0.001, -0.002, 0.03 ]
            """
    )]
    [InlineData(
        "left.xml",
        """
            <?xml version="1.0"?>
            <opencv_storage>
            <image_width>1280</image_width>
            <image_height>720</image_height>
            <cameraMatrix type_id="opencv-matrix"><rows>3</rows><cols>3</cols><dt>d</dt><data>
                900.5 0. 640.5 0. 901.25 361. 0. 0. 1.</data></cameraMatrix>
            <distCoeffs type_id="opencv-matrix"><rows>1</rows><cols>5</cols><dt>d</dt><data>-0.25 0.125 0.001 -0.002 0.03</data></distCoeffs>
            </opencv_storage>
            """
    )]
    [InlineData(
        "left.json",
        """
            {"image_size": [1280, 720],
             "K": {"type_id": "opencv-matrix", "rows": 3, "cols": 3, "dt": "d", "data": [900.5, 0, 640.5, 0, 901.25, 361, 0, 0, 1]},
             "D": {"type_id": "opencv-matrix", "rows": 1, "cols": 5, "dt": "d", "data": [-0.25, 0.125, 0.001, -0.002, 0.03]}}
            """
    )]
    public void OpenCV_files_in_YAML_XML_and_JSON_give_one_camera_named_like_the_file(string name, string text)
    {
        var rig = _folder.Read(name, text);
        var camera = Assert.Single(rig.Cameras);
        Assert.Equal(("OpenCV's FileStorage", "left", Lens), (rig.Format, camera.Name, camera.Intrinsics));
        Assert.Null(camera.Extrinsics);
        Assert.EndsWith(": the file has no position of \"left\"", Assert.Single(rig.Notes));
    }

    [Fact]
    public void OpenCV_stereo_file_gives_two_cameras_in_the_world_of_the_first()
    {
        const string lens = "!!opencv-matrix\n   rows: 3\n   cols: 3\n   dt: d\n   data: [ 900., 0., 640., 0., 900., 360., 0., 0., 1. ]\n";
        var rig = _folder.Read(
            "stereo.yml",
            $"%YAML:1.0\n---\nM1: {lens}M2: {lens}"
                + "R: !!opencv-matrix\n   rows: 3\n   cols: 3\n   dt: d\n   data: [ 1., 0., 0., 0., 1., 0., 0., 0., 1. ]\n"
                + "T: !!opencv-matrix\n   rows: 3\n   cols: 1\n   dt: d\n   data: [ -250., 0., 0. ]\n"
        );
        Assert.Equal(["stereo-1", "stereo-2"], rig.Cameras.Select(camera => camera.Name));
        Assert.Equal([-250, 0, 0], rig.Cameras[1].Extrinsics!.Translation.ToArray());
        Assert.Contains(rig.Notes, note => note.Contains("no unit; mm is taken, because the cameras are 250 apart", StringComparison.Ordinal));
    }
}
