using System.Text;
using StreamLift.Poses.Cameras;

namespace StreamLift.Poses.Tests.Cameras;

public sealed class CameraCatalogueTests
{
    [Fact]
    public void Documented_cameras_file_example_loads()
    {
        var catalogue = Load(Documentation.Example("cameras.md"));

        var camera = catalogue.Find("cam-1")!;
        Assert.Equal(
            new Intrinsics(1920, 1080, 1402.5, 1401.8, 958.2, 541.7, new(DistortionForm.OpenCv, -0.281, 0.092, 0, 0.0004, -0.0011)),
            camera.Intrinsics
        );
        Assert.Equal([0, 1200, 4500], camera.Extrinsics!.Translation.ToArray());
        var hall = catalogue.Find("hall/left")!;
        Assert.Equal(DistortionForm.Human36M, hall.Intrinsics.Distortion.Form);
        Assert.Null(hall.Extrinsics);
    }

    [Theory]
    [InlineData("cam-1", "cam-1")]
    [InlineData("cam-10", "cam-1*")]
    [InlineData("cam-2", "cam-*")]
    [InlineData("S9/Walking 1/54138969", "54138969")]
    [InlineData("S9/54138969", "54138969")]
    [InlineData("S1/Walking 1/54138969", "S1/*")]
    [InlineData("S9/Walking 1/1", null)]
    [InlineData("54138969", null)]
    [InlineData("", null)]
    [InlineData("take 7/cam-1", "cam-1")]
    [InlineData("hall/take 7/left/cam-2", "left/cam-2")]
    [InlineData("hall/xcam-1", null)]
    [InlineData("S1/cam-1", "S1/*")]
    public void Camera_lookup_prefers_the_exact_name_then_a_prefix_then_an_end_then_Human36M(string stream, string? camera)
    {
        const string lens = """{ "width": 10, "height": 10, "fx": 1, "fy": 1, "cx": 5, "cy": 5 }""";
        var catalogue = Load($$"""{ "cam-*": {{lens}}, "cam-1*": {{lens}}, "cam-1": {{lens}}, "left/cam-2": {{lens}}, "S1/*": {{lens}} }""");

        Assert.Equal(camera, catalogue.Find(stream)?.Name);
    }

    [Fact]
    public void Cameras_come_from_code_a_string_and_a_stream_as_from_a_file()
    {
        const string json = """{ "cam-*": { "width": 10, "height": 20, "fx": 1, "fy": 2, "cx": 5, "cy": 6 } }""";
        var camera = new Camera("cam-*", new Intrinsics(10, 20, 1, 2, 5, 6, Distortion.None), null);
        var catalogues = new[]
        {
            new CameraCatalogue(camera),
            CameraCatalogue.Parse(json),
            CameraCatalogue.Load(new MemoryStream(Encoding.UTF8.GetBytes(json))),
        };

        Assert.All(catalogues, catalogue => Assert.Equal(camera.Intrinsics, catalogue.Find("cam-7")?.Intrinsics));
        Assert.Equal("camera \"cam-*\": appears twice", Assert.Throws<ConfigurationException>(() => new CameraCatalogue(camera, camera)).Message);
        Assert.Equal("the file: must be an object of cameras by stream name", Assert.Throws<ConfigurationException>(() => CameraCatalogue.Parse("5")).Message);
    }

    [Fact]
    public void Camera_catalogue_without_a_file_has_the_Human36M_cameras()
    {
        Assert.Same(Human36mCameras.Find("S11", "60457274"), CameraCatalogue.BuiltIn.Find("S11/Directions 1/60457274"));
        Assert.Null(CameraCatalogue.BuiltIn.Find("cam-1"));
    }

    [Fact]
    public void Cameras_file_reads_the_rational_terms_of_OpenCV_distortion()
    {
        var camera = Load(
                """
                { "c": { "width": 10, "height": 10, "fx": 1, "fy": 1, "cx": 5, "cy": 5,
                         "distortion": { "form": "opencv", "k": [1, 2, 3, 4, 5, 6], "p": [7, 8] } } }
                """
            )
            .Find("c")!;

        Assert.Equal(new Distortion(DistortionForm.OpenCv, 1, 2, 3, 7, 8, 4, 5, 6), camera.Intrinsics.Distortion);
    }

    [Fact]
    public void Cameras_file_reads_a_fisheye_lens_and_translations_in_another_unit()
    {
        const string of = """{ "width": 10, "height": 10, "fx": 1, "fy": 1, "cx": 5, "cy": 5, "rotation": [1,0,0,0,1,0,0,0,1], "translation": [0, 1.5, -4] """;
        var camera = Load($$"""{ "unit": "m", "c": {{of}}, "distortion": { "form": "fisheye", "k": [1, 2, 3, 4] } } }""").Find("c")!;

        Assert.Equal(new Distortion(DistortionForm.Fisheye, 1, 2, 3, 0, 0, 4), camera.Intrinsics.Distortion);
        Assert.Equal([0, 1500, -4000], camera.Extrinsics!.Translation.ToArray());
        Assert.EndsWith("\"unit\": must be \"mm\", \"cm\" or \"m\", not \"inch\"", Assert.Single(Problems($$"""{ "unit": "inch", "c": {{of}} } }""")));
        Assert.Contains("\"p\" is not a field of a fisheye", Problems($$"""{ "c": {{of}}, "distortion": { "form": "fisheye", "k": [], "p": [] } } }""")[0]);
        Assert.Contains("camera \"unit\"", Assert.Single(Problems("""{ "unit": 7 }""")));
    }

    [Fact]
    public void Cameras_file_faults_are_all_reported_at_once()
    {
        var problems = Problems(
            """
            {
              "a": { "width": 0.5, "height": "tall", "fx": -1, "fy": 1, "cx": 1e999, "focus": 1,
                 "distortion": { "form": "polynomial", "k": [1, 2, 3, 4], "p": 1, "q": 0 } },
              "b": { "width": 10, "height": 10, "fx": 1, "fy": 1, "cx": 5, "cy": 5, "rotation": [1, 0, 0, 0, 1, 0, 0, 0, -1] },
              "c": 3,
              "d": { "width": 10, "height": 10, "fx": 1, "fy": 1, "cx": 5, "cy": 5, "distortion": { "form": "human36m", "k": [1, 2, 3, 4, 5, 6], "p": [] } },
              "d": {},
              "": { "width": 10, "height": 10, "fx": 1, "fy": 1, "cx": 5, "cy": 5, "distortion": 7 }
            }
            """
        );

        Assert.Collection(
            problems,
            problem => Assert.Contains("camera \"a\": \"focus\" is not a field of a camera (width, height,", problem),
            problem => Assert.EndsWith("camera \"a\": \"width\" must be whole pixels, 1 to 65535", problem),
            problem => Assert.EndsWith("camera \"a\": \"height\" must be a number, not \"tall\"", problem),
            problem => Assert.EndsWith("camera \"a\": \"fx\" must be a focal length in px, above 0", problem),
            problem => Assert.EndsWith("camera \"a\": \"cx\" must be a number, not 1e999", problem),
            problem => Assert.EndsWith("camera \"a\": \"cy\" is missing: a number", problem),
            problem =>
                Assert.EndsWith(
                    "camera \"a\".distortion: \"form\" must be \"opencv\", \"human36m\" or \"fisheye\", whose coefficients have different meanings",
                    problem
                ),
            problem => Assert.EndsWith("camera \"a\".distortion: \"q\" is not a field of a distortion (form, k, p)", problem),
            problem => Assert.EndsWith("camera \"a\".distortion: \"k\" must be a list of 0 or 1 or 2 or 3 or 6 numbers", problem),
            problem => Assert.EndsWith("camera \"a\".distortion: \"p\" must be a list of 0 or 2 numbers", problem),
            problem => Assert.EndsWith("camera \"b\": \"translation\" is missing: a list of 3 numbers", problem),
            problem => Assert.Contains("camera \"b\": \"rotation\" is not a rotation", problem),
            problem => Assert.EndsWith("camera \"c\": must be an object with width, height, fx, fy, cx, cy", problem),
            problem => Assert.EndsWith("camera \"d\".distortion: \"k\" must be a list of 0 or 1 or 2 or 3 numbers", problem),
            problem => Assert.EndsWith("camera \"d\": appears twice", problem),
            problem => Assert.EndsWith("camera \"\": the name must be that of a stream, or a prefix ending in *", problem),
            problem => Assert.EndsWith("camera \"\".distortion: must be an object: form, k, p", problem)
        );
    }

    [Fact]
    public void Cameras_file_that_is_unreadable_or_not_a_JSON_object_is_refused()
    {
        Assert.EndsWith("the file: must be an object of cameras by stream name", Assert.Single(Problems("[]")));
        Assert.Contains("not JSON", Assert.Single(Problems("cam-1: {}")));
        Assert.Contains(
            "/nobody/cameras.json: can't be read",
            Assert.Throws<ConfigurationException>(() => CameraCatalogue.Load("/nobody/cameras.json")).Message
        );
    }

    private static CameraCatalogue Load(string json)
    {
        using var file = new TemporaryFile(json);
        return CameraCatalogue.Load(file.Path);
    }

    private static IReadOnlyList<string> Problems(string json) => Assert.Throws<ConfigurationException>(() => Load(json)).Problems;
}
