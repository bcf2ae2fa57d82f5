using System.Globalization;
using System.Xml.Linq;
using StreamLift.Host.Calibration;
using StreamLift.Host.Commands;
using StreamLift.Poses.Cameras;
using StreamLift.Rigs;

namespace StreamLift.Host.Tests.Calibration;

public sealed class RigCommandTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly string _folder = Directory.CreateTempSubdirectory("streamlift-rig-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Convert_writes_a_rig_file_and_says_unit_and_axes()
    {
        var (from, to) = (Write("Calib_hall.toml", Toml("cam_01", "[0.0, 1.5, 4.5]") + Toml("cam_02", "[2.0, 1.5, 4.5]")), Path.Combine(_folder, "hall.json"));
        var (exit, output, error) = await Run("rig", "convert", from, "--out", to);
        Assert.Equal((0, ""), (exit, error.Replace($"{from}: the file has no unit; m is taken, because the cameras are 2 apart\n", "")));
        Assert.StartsWith($"{from} -> {to}: rig \"Calib_hall\", 2 cameras, ", output);
        Assert.Contains(", m, up is not said: add \"up\" to the rig file if you know it", output);
        var rig = RigFile.Read(to);
        Assert.Equal((RigUnit.Metre, 2000), (rig.Unit, (int)rig.Cameras[1].Extrinsics!.Translation[0]));
    }

    [Fact]
    public async Task Convert_refuses_to_overwrite_what_it_reads_and_names_all_faults()
    {
        var (bad, worse) = (Write("bad.json", "{\"a\":{}}"), Write("worse.toml", "[cam_1\n"));
        var (exit, _, error) = await Run("rig", "convert", bad, worse, "--out", Path.Combine(_folder, "out.json"));
        Assert.Equal(2, exit);
        Assert.Contains(bad, error);
        Assert.Contains(worse, error);
        Assert.False(File.Exists(Path.Combine(_folder, "out.json")));
        (exit, _, error) = await Run("rig", "convert", bad, "--out", bad);
        Assert.Equal(2, exit);
        Assert.Contains("the same file is read; name another", error);
    }

    [Fact]
    public async Task Show_prints_lens_place_and_direction_of_each_camera()
    {
        var (exit, output, error) = await Run("rig", "show", Hall());
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("Rig \"hall <1>\": 2 cameras, StreamLift's JSON, m, z up, floor at -0.1 m", output);
        Assert.Contains("| south | 1000 × 1000 | 500.0 | 90° × 90° | 0.00, -5.00, 1.50 | 1.60 | 90° | 0° | none |", output);
        // 45 degrees down from a height of 3 m, to the left
        var east = output.Split('\n').Single(line => line.Contains("east & up", StringComparison.Ordinal)).Split('|', StringSplitOptions.TrimEntries);
        Assert.Equal(["east & up", "1000 × 500", "500.0"], east[1..4]);
        Assert.Equal(["4.00, 0.00, 3.00", "3.10", "180°", "-45°", "opencv, k1 -0.1, k2 0.05"], east[5..10]);
    }

    [Fact]
    public async Task Show_tells_what_keeps_cameras_from_being_a_rig_and_shows_them()
    {
        const string Lens = """{"width":640,"height":480,"fx":500,"fy":500,"cx":320,"cy":240}""";
        var path = Write("lenses.json", $$"""{"a":{{Lens}},"b":{{Lens}}}""");
        var (exit, output, error) = await Run("rig", "show", path);
        Assert.Equal(0, exit);
        Assert.Contains("not usable with --rig as it is", error);
        Assert.Contains("camera \"a\": it has no rotation and translation", error);
        Assert.Contains("| a | 640 × 480 | 500.0 | 65° × 51° | not known |", output);
        Assert.Contains("up is not said", output);
    }

    [Fact]
    public async Task Top_view_shows_each_camera_where_it_is_and_what_it_sees()
    {
        var svg = Path.Combine(_folder, "hall.svg");
        Assert.Equal(0, (await Run("rig", "show", Hall(), "--svg", svg)).Exit);
        var drawing = XDocument.Load(svg).Root!;
        Assert.Equal("svg", drawing.Name.LocalName);
        var texts = drawing.Descendants(Svg + "text").Select(text => text.Value).ToList();
        Assert.Contains("hall <1>", texts);
        Assert.Contains("east & up", texts);
        Assert.Contains("2 cameras from above, z up", texts);
        Assert.Contains("1 m", texts);
        // south is at (0, −5) and east at (4, 0) m: to the right of it and above it on the page
        var centres = drawing.Descendants(Svg + "circle").Select(circle => (X: Number(circle, "cx"), Y: Number(circle, "cy"))).ToList();
        var scale = (centres[1].X - centres[0].X) / 4;
        Assert.Equal(5 * scale, centres[0].Y - centres[1].Y, 0.1);
        // what south sees lies above it, half to the left and half to the right
        var corners = Points(drawing.Descendants(Svg + "polygon").First());
        Assert.Equal(3, corners.Count);
        Assert.Equal(centres[0].X, corners[0].X, 0.01);
        Assert.All(corners.Skip(1), corner => Assert.True(corner.Y < centres[0].Y - scale));
        Assert.Equal(corners[0].X - corners[1].X, corners[2].X - corners[0].X, 0.1);
        Assert.True(corners[1].X < corners[2].X);
        // everything lies on the page
        var size = drawing.Attribute("viewBox")!.Value.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToList();
        Assert.All(drawing.Descendants(Svg + "polygon").SelectMany(Points), p => Assert.True(p.X >= 0 && p.X <= size[2] && p.Y >= 0 && p.Y <= size[3]));
    }

    [Theory]
    [InlineData("4e9")]
    [InlineData("1e300")]
    public async Task Top_view_of_cameras_far_away_has_a_grid_of_few_lines(string far)
    {
        var svg = Path.Combine(_folder, "far.svg");
        var rig = Write("far.json", File.ReadAllText(Hall()).Replace("[0,1.5,5]", $"[{far},1.5,5]"));
        Assert.Equal(0, (await Run("rig", "show", rig, "--svg", svg)).Exit);
        Assert.InRange(XDocument.Load(svg).Root!.Descendants(Svg + "line").Count(), 2, 250);
    }

    [Fact]
    public void Field_of_view_of_a_fisheye_lens_is_its_angle()
    {
        var lens = new Intrinsics(1000, 1000, 500, 500, 500, 500, new Distortion(DistortionForm.Fisheye, 0, 0, 0, 0, 0));
        Assert.Equal(2 * 180 / Math.PI, FieldOfView.Of(lens).Across, 1e-6); // an angle of 1 on each side
        Assert.Equal(90, FieldOfView.Of(lens with { Distortion = Distortion.None }).Across, 1e-9);
    }

    private static IReadOnlyList<(double X, double Y)> Points(XElement polygon) =>
        [
            .. polygon
                .Attribute("points")!
                .Value.Split(' ')
                .Select(point => point.Split(','))
                .Select(point => (double.Parse(point[0], CultureInfo.InvariantCulture), double.Parse(point[1], CultureInfo.InvariantCulture))),
        ];

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    // South looks north; east looks west and 45 degrees down.
    private string Hall()
    {
        var s = Math.Sqrt(0.5).ToString("R", CultureInfo.InvariantCulture);
        var depth = (7 * Math.Sqrt(0.5)).ToString("R", CultureInfo.InvariantCulture);
        return Write(
            "hall.json",
            $$$$"""
            {"name":"hall <1>","unit":"m","up":"z","floor":-0.1,"cameras":{
             "south":{"width":1000,"height":1000,"fx":500,"fy":500,"cx":500,"cy":500,"rotation":[1,0,0,0,0,-1,0,1,0],"translation":[0,1.5,5]},
             "east & up":{"width":1000,"height":500,"fx":500,"fy":500,"cx":500,"cy":250,"distortion":{"form":"opencv","k":[-0.1,0.05],"p":[0,0]},
              "rotation":[0,1,0,{{{{s}}}},0,-{{{{s}}}},-{{{{s}}}},0,-{{{{s}}}}],"translation":[0,-{{{{s}}}},{{{{depth}}}}]}}}
            """
        );
    }

    private static string Toml(string name, string translation) =>
        $"[{name}]\nname = \"{name}\"\nsize = [1280.0, 720.0]\nmatrix = [[900.0, 0.0, 640.0], [0.0, 900.0, 360.0], [0.0, 0.0, 1.0]]\n"
        + $"distortions = [0.0, 0.0, 0.0, 0.0]\nrotation = [0.0, 0.0, 0.0]\ntranslation = {translation}\n";

    private static async Task<(int Exit, string Output, string Error)> Run(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exit = await CommandLine.RunAsync(args, new Terminal(output, error, _ => { }));
        return (exit, output.ToString(), error.ToString());
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
