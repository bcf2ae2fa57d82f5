using System.Text;
using StreamLift.Poses;

namespace StreamLift.Rigs.Tests;

public sealed class DamagedRigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Samples =>
        [
            .. Directory
                .EnumerateFiles(TemporaryFolder.Sample(""))
                .Select(file => Path.GetFileName(file)!)
                .Where(file => !file.EndsWith(".md", StringComparison.Ordinal)),
        ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Samples))]
    public void Calibration_cut_short_or_with_bytes_changed_is_read_or_refused_in_lines(string sample)
    {
        var (whole, random, path) = (File.ReadAllBytes(TemporaryFolder.Sample(sample)), new Random(7), Path.Combine(_folder.Path, sample));
        for (var i = 0; i < 300; i++)
        {
            var changed = i % 3 == 0 ? whole[..random.Next(whole.Length)] : whole.ToArray();
            for (var change = 0; change < 1 + (i % 5) && changed.Length > 0; change++)
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(path, changed);
            try
            {
                Assert.NotEmpty(RigFile.Read(path).Cameras);
            }
            catch (ConfigurationException refused)
            {
                Assert.All(refused.Problems, problem => Assert.StartsWith(path, problem));
                Assert.All(refused.Problems, problem => Assert.DoesNotContain('\n', problem));
            }
        }
    }

    [Theory]
    [InlineData("a.pickle", "\u0080\u0004\u0095", "a Python pickle")]
    [InlineData("a.bin", "ab\0c", "not a text file; read are StreamLift's JSON")]
    [InlineData("a.txt", "camera one", "the format is not known; read are StreamLift's JSON")]
    [InlineData("a.toml", "[metadata]\nerror = 1.0\n", "no table has \"size\" or \"matrix\"")]
    [InlineData("a.toml", "[cam_1\nsize = 1", "not TOML")]
    [InlineData("a.xml", "<Cameras><Camera DEVICEID='1'/></Cameras>", "the XML <Cameras> is no known calibration")]
    [InlineData("a.xml", "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><calibration>&a;</calibration>", "not XML")]
    [InlineData("a.yml", "%YAML:1.0\n---\nx: &a [1]\ny: *a\n", "references are not read")]
    [InlineData("a.yml", "%YAML:1.0\n---\nx: 1\n", "no camera matrix under a known name")]
    [InlineData("extri.yml", "%YAML:1.0\n---\nnames: [a]\n", "the lenses are missing: expected is intri.yml beside it")]
    public void Other_files_are_refused_by_what_they_are(string name, string text, string problem)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(text));
        Assert.Contains(problem, Assert.Single(Assert.Throws<ConfigurationException>(() => RigFile.Read(path)).Problems));
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var deep = new string('[', 100_000);
        foreach (var (name, text) in new[] { ("a.yml", "%YAML:1.0\n---\nx: " + deep), ("a.json", deep), ("a.toml", "x = " + deep + "\n[a]\n") })
            Assert.Throws<ConfigurationException>(() => _folder.Read(name, text));
    }

    [Fact]
    public void XML_with_deep_nesting_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 200_000)) + string.Concat(Enumerable.Repeat("</a>", 200_000));
        var refused = Assert.Throws<ConfigurationException>(() => _folder.Read("a.xml", $"<opencv_storage>{deep}</opencv_storage>"));
        Assert.EndsWith("not XML: nested more than 32 deep", refused.Message);
    }

    [Theory]
    [InlineData("""[{"cam-1": {"width": 1}}]""", "must be an object of cameras by stream name")]
    [InlineData("""{"a":{"width":10,"width":10,"height":10,"fx":1,"fy":1,"cx":5,"cy":5}}""", "a.json: \"width\" appears twice in \"a\"")]
    [InlineData("""{"\ud800":{"width":10,"height":10,"fx":1,"fy":1,"cx":5,"cy":5}}""", "not JSON: ")]
    [InlineData("""{"a":{"unit":"\ud800","width":10,"height":10,"fx":1,"fy":1,"cx":5,"cy":5}}""", "not JSON: ")]
    public void JSON_of_another_shape_is_refused(string json, string problem) =>
        Assert.Contains(problem, Assert.Throws<ConfigurationException>(() => _folder.Read("a.json", json)).Message);

    [Fact]
    public void Numbers_that_are_not_finite_are_refused()
    {
        var qualisys = File.ReadAllText(TemporaryFolder.Sample("qualisys.qca.txt"));
        var nan = System.Text.RegularExpressions.Regex.Replace(qualisys, "centerPointU=\"[^\"]*\"", "centerPointU=\"NaN\"");
        Assert.NotEqual(qualisys, nan);
        Assert.Contains(
            "<intrinsic centerPointU> is missing or no number",
            Assert.Throws<ConfigurationException>(() => _folder.Read("a.qca.txt", nan)).Message
        );
        const string Calib = "1920\n1080\n1400 0 960\n0 1400 540\n0 0 1\n1 0 0 {0}\n0 1 0 0\n0 0 1 3000\n0 0 0 1\n0 0 0 0 0\n";
        Assert.Single(_folder.Read("b.calib", string.Format(null, Calib, 5)).Cameras);
        Assert.Throws<ConfigurationException>(() => _folder.Read("b.calib", string.Format(null, Calib, "NaN")));
    }

    [Fact]
    public void Transposed_camera_matrix_is_refused()
    {
        const string Matlab = """{"K": [[900, 0, 0], [0, 900, 0], [640, 360, 1]], "image_size": [1280, 720]}""";
        Assert.EndsWith(
            "camera \"a\": the camera matrix has numbers below its diagonal; it must be [fx 0 cx; 0 fy cy; 0 0 1], which MATLAB's transposed one is not",
            Assert.Throws<ConfigurationException>(() => _folder.Read("a.json", Matlab)).Message
        );
    }

    [Fact]
    public void Rounding_below_the_diagonal_of_a_camera_matrix_is_no_fault()
    {
        const string Rounded = """{"K": [[900, 0, 640], [1e-13, 900, 360], [-2e-17, 1e-16, 1]], "image_size": [1280, 720]}""";
        Assert.Equal(900, _folder.Read("a.json", Rounded).Cameras[0].Intrinsics.Fy);
    }

    [Fact]
    public void More_cameras_than_any_rig_has_are_refused()
    {
        var tables = string.Concat(Enumerable.Range(0, 5000).Select(i => $"[cam_{i}]\nsize = [1280, 720]\n"));
        Assert.EndsWith("there are 5,000 cameras; at most 4,096 are read", Assert.Throws<ConfigurationException>(() => _folder.Read("a.toml", tables)).Message);
    }

    [Fact]
    public void Missing_file_and_folder_without_a_calibration_are_refused()
    {
        Assert.Contains("can't be read", Assert.Throws<ConfigurationException>(() => RigFile.Read("/nobody/rig.toml")).Message);
        Assert.Contains("neither intri.yml nor OpenPose's *.xml", Assert.Throws<ConfigurationException>(() => RigFile.Read(_folder.Path)).Message);
    }

    [Fact]
    public void Folder_with_one_calibration_is_that_calibration_and_one_with_several_is_refused()
    {
        var text = File.ReadAllText(TemporaryFolder.Sample("pose2sim.toml"));
        _folder.Write("Calib_hall.toml", text);
        Assert.Equal("Calib_hall", RigFile.Read(_folder.Path).Name);
        _folder.Write("Calib_old.toml", text);
        Assert.EndsWith(
            "the folder has 2 calibrations; give one of them: Calib_hall.toml, Calib_old.toml",
            Assert.Throws<ConfigurationException>(() => RigFile.Read(_folder.Path)).Message
        );
    }

    [Fact]
    public void All_faults_of_a_file_are_named_by_camera()
    {
        var problems = Assert
            .Throws<ConfigurationException>(() =>
                _folder.Read(
                    "a.toml",
                    """
                    [cam_1]
                    name = "left"
                    size = [0.5, 720]
                    matrix = [[900, 3, 640], [0, -900, 360], [0, 0, 1]]
                    distortions = [1, 2, 3]
                    rotation = [1, 0, 0, 0, 1, 0, 0, 0, -1]
                    translation = [1, 2]
                    [cam_2]
                    size = [1280, 720]
                    matrix = [[900, 0], [0, 900]]
                    rotation = [0, 0, 0]
                    """
                )
            )
            .Problems;
        Assert.Collection(
            problems,
            problem => Assert.EndsWith("camera \"left\": the focal lengths 900 and -900 must be above 0 px", problem),
            problem => Assert.EndsWith("camera \"left\": the camera matrix has a skew of 3 px, which the camera model does not have", problem),
            problem => Assert.EndsWith("camera \"left\": the image size 0.5 × 720 must be whole pixels, 1 to 65535", problem),
            problem => Assert.Contains("camera \"left\": there are 3 distortion coefficients; OpenCV's lists have 4, 5 or 8", problem),
            problem => Assert.Contains("camera \"left\": the rotation is none", problem),
            problem => Assert.EndsWith("camera \"left\": the translation must have 3 numbers, not 2", problem),
            problem => Assert.EndsWith("camera \"cam_2\": the camera matrix must have 3 × 3 numbers", problem),
            problem => Assert.EndsWith("camera \"cam_2\": the translation is missing", problem)
        );
    }
}
