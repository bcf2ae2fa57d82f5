using StreamLift.Poses.Cameras;

namespace StreamLift.Rigs.Tests;

/// <summary>Formats without a public sample of a free licence, in files written as the tools write them.</summary>
public sealed class WrittenRigTests : IDisposable
{
    private static readonly Intrinsics Lens = new(1280, 720, 900.5, 901.25, 640.5, 361, new(DistortionForm.OpenCv, -0.25, 0.125, 0.03, 0.001, -0.002));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Panoptic_calibration_is_in_centimetres_with_y_down()
    {
        var rig = _folder.Read(
            "calibration_171204_pose1.json",
            """
            {"calibDataSource": "160422_calib_norm", "cameras": [
              {"name": "00_00", "type": "hd", "resolution": [1280,720], "panel": 0, "node": 0,
               "K": [[900.5,0,640.5],[0,901.25,361],[0,0,1]], "distCoef": [-0.25,0.125,0.001,-0.002,0.03],
               "R": [[1,0,0],[0,0,-1],[0,1,0]], "t": [[-12.5],[120],[280]]},
              {"name": "00_01", "type": "hd", "resolution": [1280,720], "panel": 0, "node": 1,
               "K": [[900.5,0,640.5],[0,901.25,361],[0,0,1]], "distCoef": [-0.25,0.125,0.001,-0.002,0.03],
               "R": [[1,0,0],[0,1,0],[0,0,1]], "t": [[0],[0],[300]]}
            ]}
            """
        );
        Assert.Equal(("CMU Panoptic's JSON", RigUnit.Centimetre, WorldUp.MinusY), (rig.Format, rig.Unit, rig.Up));
        Assert.Empty(rig.Notes);
        Assert.Equal(["00_00", "00_01"], rig.Cameras.Select(camera => camera.Name));
        Assert.Equal(Lens, rig.Cameras[0].Intrinsics);
        Assert.Equal([-125, 1200, 2800], rig.Cameras[0].Extrinsics!.Translation.ToArray());
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void EasyMocap_files_are_read_together_from_either_file_or_their_folder(string newLine)
    {
        string Text(string text) => text.ReplaceLineEndings(newLine);
        _folder.Write(
            "intri.yml",
            Text(
                """
                %YAML:1.0
                ---
                names:
                  - "01"
                  - "02"
                K_01: !!opencv-matrix
                   rows: 3
                   cols: 3
                   dt: d
                   data: [ 9.005e+02, 0., 6.405e+02, 0., 9.0125e+02, 361., 0., 0., 1. ]
                dist_01: !!opencv-matrix
                   rows: 1
                   cols: 5
                   dt: d
                   data: [ -0.25, 0.125, 0.001, -0.002, 0.03 ]
                H_01: 720
                W_01: 1280
                K_02: !!opencv-matrix
                   rows: 3
                   cols: 3
                   dt: d
                   data: [ 900., 0., 640., 0., 900., 360., 0., 0., 1. ]
                dist_02: !!opencv-matrix
                   rows: 1
                   cols: 5
                   dt: d
                   data: [ 0., 0., 0., 0., 0. ]

                """
            )
        );
        _folder.Write(
            "extri.yml",
            Text(
                """
                %YAML:1.0
                ---
                names:
                  - "01"
                  - "02"
                R_01: !!opencv-matrix
                   rows: 3
                   cols: 1
                   dt: d
                   data: [ 1.5707963267948966, 0., 0. ]
                Rot_01: !!opencv-matrix
                   rows: 3
                   cols: 3
                   dt: d
                   data: [ 1., 0., 0., 0., 0., -1., 0., 1., 0. ]
                T_01: !!opencv-matrix
                   rows: 3
                   cols: 1
                   dt: d
                   data: [ 0., 1.25, 4. ]
                R_02: !!opencv-matrix
                   rows: 3
                   cols: 1
                   dt: d
                   data: [ 1.5707963267948966, 0., 0. ]
                T_02: !!opencv-matrix
                   rows: 3
                   cols: 1
                   dt: d
                   data: [ 1., 1.25, 4. ]

                """
            )
        );
        foreach (var path in new[] { _folder.Path, Path.Combine(_folder.Path, "intri.yml"), Path.Combine(_folder.Path, "extri.yml") })
        {
            var rig = RigFile.Read(path);
            Assert.Equal(("EasyMocap's YAML", RigUnit.Metre), (rig.Format, rig.Unit));
            Assert.Equal(["01", "02"], rig.Cameras.Select(camera => camera.Name));
            Assert.Equal(Lens, rig.Cameras[0].Intrinsics);
            Assert.Equal([0, 1250, 4000], rig.Cameras[0].Extrinsics!.Translation.ToArray());
            // One rotation is a matrix, the other the vector of the same rotation.
            for (var i = 0; i < 9; i++)
                Assert.Equal(rig.Cameras[0].Extrinsics!.Rotation[i], rig.Cameras[1].Extrinsics!.Rotation[i], 1e-12);
            Assert.EndsWith(": the file has no image size of \"02\": twice the lens's centre is taken", Assert.Single(rig.Notes));
        }
    }

    [Fact]
    public void OpenPose_folder_has_one_camera_per_XML_file_in_metres()
    {
        foreach (var (serial, x) in new[] { ("17012332", 0.5), ("17092861", -0.5) })
            _folder.Write(
                $"{serial}.xml",
                FormattableString.Invariant(
                    $"""
                    <?xml version="1.0"?>
                    <opencv_storage>
                    <CameraMatrix type_id="opencv-matrix"><rows>3</rows><cols>4</cols><dt>d</dt><data>
                        1. 0. 0. {x} 0. 0. -1. 1.25 0. 1. 0. 4.</data></CameraMatrix>
                    <Intrinsics type_id="opencv-matrix"><rows>3</rows><cols>3</cols><dt>d</dt><data>900.5 0. 640. 0. 901.25 360. 0. 0. 1.</data></Intrinsics>
                    <Distortion type_id="opencv-matrix"><rows>8</rows><cols>1</cols><dt>d</dt><data>1. 2. 3. 4. 5. 6. 7. 8.</data></Distortion>
                    </opencv_storage>
                    """
                )
            );
        var rig = RigFile.Read(_folder.Path);
        Assert.Equal(("OpenPose's XML", RigUnit.Metre), (rig.Format, rig.Unit));
        Assert.Equal(["17012332", "17092861"], rig.Cameras.Select(camera => camera.Name));
        Assert.Equal([500, 1250, 4000], rig.Cameras[0].Extrinsics!.Translation.ToArray());
        Assert.Equal(new Distortion(DistortionForm.OpenCv, 1, 2, 5, 3, 4, 6, 7, 8), rig.Cameras[0].Intrinsics.Distortion);
        Assert.Equal((1280, 720), (rig.Cameras[0].Intrinsics.Width, rig.Cameras[0].Intrinsics.Height));
    }

    [Fact]
    public void FourD_association_and_bioCV_files_are_read_with_their_units()
    {
        var four = _folder.Read(
            "calibration.json",
            """
            {"18181920": {"K": [900.5,0,640.5,0,901.25,361,0,0,1], "RT": [1,0,0,0.5,0,0,-1,1.25,0,1,0,4], "imgSize": [1280,720],
                          "distCoeff": [-0.25,0.125,0.001,-0.002,0.03]},
             "18181921": {"K": [900.5,0,640.5,0,901.25,361,0,0,1], "R": [1.5707963267948966,0,0], "T": [0,1.25,4], "imgSize": [1280,720], "distCoeff": []}}
            """
        );
        Assert.Equal(("4D Association's JSON", RigUnit.Metre), (four.Format, four.Unit));
        Assert.Equal(Lens, four.Cameras[0].Intrinsics);
        Assert.Equal([500, 1250, 4000], four.Cameras[0].Extrinsics!.Translation.ToArray());
        Assert.Equal(-1, four.Cameras[1].Extrinsics!.Rotation[5], 1e-12);

        var bio = _folder.Read(
            "00.mp4.calib",
            "1280\n720\n900.5 0 640.5\n0 901.25 361\n0 0 1\n\n1 0 0 500\n0 0 -1 1250\n0 1 0 4000\n0 0 0 1\n\n-0.25 0.125 0.001 -0.002 0.03\n"
        );
        Assert.Equal(("bioCV's .calib", "00.mp4", Lens), (bio.Format, bio.Cameras[0].Name, bio.Cameras[0].Intrinsics));
        Assert.Equal([500, 1250, 4000], bio.Cameras[0].Extrinsics!.Translation.ToArray());
    }

    [Fact]
    public void Theia_writes_the_XML_of_Qualisys_in_pixels_with_R_and_t()
    {
        var rig = _folder.Read(
            "theia.txt",
            """
            <calibration><cameras><camera serial="1" model="none">
              <fov_video left="0" top="0" right="1279" bottom="719"/>
              <transform x="0" y="1250" z="4000" r11="1" r12="0" r13="0" r21="0" r22="0" r23="-1" r31="0" r32="1" r33="0"/>
              <intrinsic focalLengthU="900.5" focalLengthV="901.25" centerPointU="640.5" centerPointV="361" sensorMaxU="1280" sensorMaxV="720"
                radialDistortion1="-0.25" radialDistortion2="0.125" radialDistortion3="0.03" tangentalDistortion1="0.001" tangentalDistortion2="-0.002"/>
            </camera></cameras></calibration>
            """
        );
        Assert.Equal(Lens, rig.Cameras[0].Intrinsics);
        Assert.Equal([0, 1250, 4000], rig.Cameras[0].Extrinsics!.Translation.ToArray());
        Assert.Equal(-1, rig.Cameras[0].Extrinsics!.Rotation[5]);
    }

    [Fact]
    public void Translations_in_another_unit_than_the_formats_are_converted_and_said()
    {
        var text = File.ReadAllText(TemporaryFolder.Sample("voxelpose-shelf.json"));
        var millimetres = _folder.Read("mm.json", text);
        var metres = _folder.Read(
            "m.json",
            System.Text.RegularExpressions.Regex.Replace(text, @"-?\d{3,4}\.\d+(?=\s*\])", match =>
                FormattableString.Invariant($"{double.Parse(match.Value, System.Globalization.CultureInfo.InvariantCulture) / 1000:R}")
            )
        );
        Assert.Equal(RigUnit.Metre, metres.Unit);
        Assert.Contains(metres.Notes, note => note.Contains("the translations are taken as m, not as mm, because the cameras are ", StringComparison.Ordinal));
        Assert.Equal(millimetres.Cameras[1].Extrinsics!.Translation[2], metres.Cameras[1].Extrinsics!.Translation[2], 0.01);
    }
}
