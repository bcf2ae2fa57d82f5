using System.Numerics;
using System.Text;
using StreamLift.Datasets.MotionFiles;
using StreamLift.Datasets.Rigs;
using StreamLift.Poses;
using StreamLift.Tests;

namespace StreamLift.Datasets.Tests.Markers;

public sealed class MarkerFileTests : IDisposable
{
    private static readonly MarkerTake Take = new(40);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(84, true)]
    [InlineData(84, false)]
    [InlineData(85, true)]
    [InlineData(85, false)]
    [InlineData(86, true)]
    [InlineData(86, false)]
    public void C3D_points_of_each_processor_and_number_type_are_the_same_body(byte processor, bool floats)
    {
        var reading = C3d(new C3dBuilder { Processor = processor, Floats = floats });
        Assert.Equal(("joints by name, mm, z up", 100), (reading.Settings, reading.Rate));
        Assert.Empty(reading.Notes);
        Same(reading, floats ? 0.001f : 0.1f);
    }

    [Theory]
    [InlineData("m", "NaN")]
    [InlineData("mm", "")]
    public void TRC_file_gives_the_body_whatever_its_unit(string unit, string missing)
    {
        var points = unit == "m" ? Take.MetresYUp() : [.. Take.MetresYUp().Select(p => p.Select(number => 1000 * number).ToArray())];
        var reading = Trc(TrcBuilder.Write(MarkerTake.Names, points, unit, missing));
        Assert.Equal(($"joints by name, {unit}, y up", 60), (reading.Settings, reading.Rate));
        Same(reading, 0.01f);
    }

    [Fact]
    public void Gaps_are_filled_up_to_20_frames_and_longer_ones_leave_frames_out()
    {
        var points = Take.MetresYUp();
        void Lose(string marker, int from, int count)
        {
            for (var frame = from; frame < from + count; frame++)
                points[(frame * 17) + Array.IndexOf(MarkerTake.Names, marker)] = [float.NaN, float.NaN, float.NaN];
        }
        Lose("LWrist", 10, 3);
        Lose("Chest", 0, 40); // no joint of the body by its name
        var filled = Trc(TrcBuilder.Write(MarkerTake.Names, points));
        Assert.Contains("gaps of up to 3 frames are filled: LWrist", Assert.Single(filled.Notes));
        var between = Vector3.Lerp(Take.At(9, 13), Take.At(13, 13), 0.5f);
        Assert.True(Vector3.Distance(between, new Vector3(filled.World.AsSpan((51 * 11) + 39))) < 0.1f);

        Lose("RKnee", 15, 21);
        var cut = Trc(TrcBuilder.Write(MarkerTake.Names, points));
        Assert.Equal(19 * 51, cut.World.Length);
        Assert.Contains("21 of 40 frames are left out, in which a joint of the body was not recorded", cut.Notes);
        Assert.True(Vector3.Distance(Take.At(36, 2), new Vector3(cut.World.AsSpan((51 * 15) + 6))) < 0.1f);
    }

    [Fact]
    public void C3D_marker_without_position_is_filled_and_labels_over_255_have_their_own_names()
    {
        var names = Enumerable.Range(0, 260).Select(i => i < 243 ? $"M{i}" : MarkerTake.Names[i - 243]).ToArray();
        var points = Enumerable
            .Range(0, Take.Frames)
            .SelectMany(frame => Enumerable.Repeat(new float[] { 1, 2, 3 }, 243).Concat(Take.Points()[(17 * frame)..((17 * frame) + 17)]))
            .ToArray();
        points[(260 * 5) + 243 + 3] = [float.NaN, float.NaN, float.NaN];
        foreach (var floats in new[] { true, false })
        {
            var reading = C3d(new C3dBuilder { Floats = floats }, names, points);
            Assert.Contains("gaps of 1 frame are filled: RAnkle", Assert.Single(reading.Notes));
            Assert.True(Vector3.Distance(Vector3.Lerp(Take.At(4, 3), Take.At(6, 3), 0.5f), new Vector3(reading.World.AsSpan((51 * 5) + 9))) < 0.2f);
        }
    }

    [Theory]
    [InlineData("ASI", "PSI", "Plug-in Gait")]
    [InlineData("FWT", "BWT", "CMU")]
    public void Markers_on_the_skin_give_joints_between_them(string front, string back, string set)
    {
        // A person upright who looks along y: x is to the right.
        var skin = new Dictionary<string, Vector3>
        {
            ["C7"] = new(0, -60, 1500),
            ["LFHD"] = new(-70, 100, 1680),
            ["RFHD"] = new(70, 100, 1680),
            ["LBHD"] = new(-70, -90, 1690),
            ["RBHD"] = new(70, -90, 1690),
        };
        foreach (var (side, x) in new[] { ("L", -1), ("R", 1) })
        {
            skin[side + front] = new(120 * x, 80, 1000);
            skin[side + back] = new(50 * x, -90, 1010);
            skin[side + "KNE"] = new(140 * x, 10, 500);
            skin[side + "ANK"] = new(130 * x, 0, 80);
            skin[side + "SHO"] = new(190 * x, -10, 1450);
            skin[side + "ELB"] = new(260 * x, -20, 1150);
            skin[side + "WRA"] = new(270 * x, 60, 900);
            skin[side + "WRB"] = new(270 * x, 0, 900);
        }
        string[] names = [.. skin.Keys.Select(name => "Ann:" + name)];
        float[][] points = [.. Enumerable.Repeat(skin.Values.Select(p => new[] { p.X, p.Y, p.Z }), 3).SelectMany(frame => frame)];
        var reading = C3d(new C3dBuilder(), names, points);
        Assert.Equal($"joints by the markers of {set}, mm, z up", reading.Settings);
        Near(new(95, 26, 920), At(reading, 1));
        Near(new(87, 10, 500), At(reading, 2));
        Near(new(-96, 0, 80), At(reading, 6));
        Near(new(-270, 30, 900), At(reading, 13));
        Near(new(198, -11, 1414), At(reading, 14));
        Assert.InRange(At(reading, 10).Z, 1740, 1780);
        File.WriteAllText(_folder.File("joints.json"), """{"LFoot": "LKNE"}""");
        var own = MotionFormat.All.Single(format => format.Extension == ".c3d").ReadFile(_folder.File("a.c3d"), new(), new(_folder.File("joints.json")));
        Near(new(-140, 10, 500), At(own, 6));
        Near(At(reading, 3), At(own, 3));
        static Vector3 At(RigReading reading, int joint) => new(reading.World.AsSpan(3 * joint));
    }

    [SharedFact("samples/exports/pose2sim-P1.trc")]
    public void TRC_file_of_Pose2Sim_is_read_although_its_header_counts_more_frames()
    {
        var reading = Read(Path.Combine(SharedData.Root, "samples", "exports", "pose2sim-P1.trc"));
        Assert.Equal((10 * 51, "joints by name, m, y up"), (reading.World.Length, reading.Settings));
        // X, Y, Z of RHip in the file's first row, m.
        Near(1000 * new Vector3(-0.9743467909506633f, -1.0510237155186002f, 0.9361856716911063f), new Vector3(reading.World.AsSpan(3)));
    }

    [Fact]
    public void Folder_of_one_format_is_a_dataset_and_one_of_several_is_named_by_pattern()
    {
        File.WriteAllText(_folder.File("S1_walk.trc"), TrcBuilder.Write(MarkerTake.Names, Take.MetresYUp()));
        var alone = Dataset.Open(new DatasetOptions { Path = _folder.Path });
        Assert.Equal(["S1/walk/random-1", "S1/walk/random-2", "S1/walk/random-3", "S1/walk/random-4"], alone.Sequences.Select(sequence => sequence.Stream));
        File.WriteAllBytes(_folder.File("S1_walk.c3d"), new C3dBuilder().Write(MarkerTake.Names, Take.Points()));
        var problem = Assert.Throws<ConfigurationException>(() => Dataset.Open(new DatasetOptions { Path = _folder.Path }));
        var pattern = Path.Combine(_folder.Path, "*.c3d");
        Assert.Contains($"  {pattern} (C3D)", problem.Problems);
        var chosen = Dataset.Open(new DatasetOptions { Path = pattern });
        for (var i = 0; i < 51; i++)
            Assert.Equal(alone.Sequences[0].World(7)[i], chosen.Sequences[0].World(7)[i], 0.01f);
    }

    [Fact]
    public void Marker_files_cut_short_or_with_bytes_changed_are_read_or_refused_in_one_line()
    {
        var files = new (string Name, byte[] Whole)[]
        {
            ("damaged.c3d", new C3dBuilder().Write(MarkerTake.Names, Take.Points())),
            ("damaged.trc", Encoding.UTF8.GetBytes(TrcBuilder.Write(MarkerTake.Names, Take.MetresYUp()))),
        };
        var random = new Random(5);
        foreach (var (name, whole) in files)
            for (var i = 0; i < 300; i++)
            {
                var changed = i % 3 == 0 ? whole[..random.Next(whole.Length)] : whole.ToArray();
                for (var change = 0; change < 1 + (i % 4) && changed.Length > 0; change++)
                    changed[random.Next(Math.Min(changed.Length, i % 2 == 0 ? 1536 : int.MaxValue))] = (byte)random.Next(256);
                File.WriteAllBytes(_folder.File(name), changed);
                try
                {
                    Assert.Equal(0, Read(_folder.File(name)).World.Length % 51);
                }
                catch (ConfigurationException refused)
                {
                    Assert.DoesNotContain('\n', Assert.Single(refused.Problems));
                }
            }
    }

    [Theory]
    [InlineData("a.c3d", "no header", "can't be read: the header is none of C3D")]
    [InlineData("a.trc", "Frame#", "can't be read: the first line is no TRC header: PathFileType")]
    public void Other_files_are_refused_naming_what_is_wrong(string name, string text, string problem)
    {
        File.WriteAllText(_folder.File(name), text);
        Assert.EndsWith(problem, Assert.Throws<ConfigurationException>(() => Read(_folder.File(name))).Message);
    }

    private static RigReading Read(string file) =>
        MotionFormat.All.Single(format => file.EndsWith(format.Extension, StringComparison.Ordinal)).ReadFile(file, new RigOptions(), joints: null);

    private static void Near(Vector3 expected, Vector3 actual) => Assert.True(Vector3.Distance(expected, actual) < 3, $"{expected} and {actual}");

    private RigReading C3d(C3dBuilder builder, string[]? names = null, float[][]? points = null)
    {
        File.WriteAllBytes(_folder.File("a.c3d"), builder.Write(names ?? MarkerTake.Names, points ?? Take.Points()));
        return Read(_folder.File("a.c3d"));
    }

    private RigReading Trc(string text)
    {
        File.WriteAllText(_folder.File("a.trc"), text);
        return Read(_folder.File("a.trc"));
    }

    // The limbs, which are the markers themselves.
    private static void Same(RigReading reading, float tolerance)
    {
        Assert.Equal(51 * Take.Frames, reading.World.Length);
        for (var frame = 0; frame < Take.Frames; frame++)
            foreach (var joint in new[] { 1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16 })
            {
                var actual = new Vector3(reading.World.AsSpan((51 * frame) + (3 * joint)));
                Assert.True(Vector3.Distance(Take.At(frame, joint), actual) <= 2 * tolerance, $"{frame}/{joint}: {Take.At(frame, joint)} and {actual}");
            }
    }
}
