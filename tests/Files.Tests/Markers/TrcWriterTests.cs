namespace StreamLift.Files.Tests.Markers;

public sealed class TrcWriterTests : IDisposable
{
    private const int HeaderLines = 5;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Trc_header_has_the_fields_of_the_format()
    {
        MadePeople.Write(_folder.File("walk.trc"), MadePeople.Instants(1, 90, 30));
        var lines = File.ReadAllLines(_folder.File("walk_P0.trc"));
        Assert.Equal("PathFileType\t4\t(X/Y/Z)\twalk_P0.trc", lines[0]);
        Assert.Equal("DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames", lines[1]);
        Assert.Equal(["30", "30", "90", "17", "m", "30", "1", "90"], lines[2].Split('\t').Select(cell => cell.TrimEnd()));
        Assert.StartsWith("Frame#\tTime\tHip\t\t\tRHip\t\t\tRKnee\t\t\tRAnkle\t\t\t", lines[3]);
        Assert.StartsWith("\t\tX1\tY1\tZ1\tX2\tY2\tZ2\t", lines[4]);
        Assert.Equal(HeaderLines + 90, lines.Length);
        Assert.All(lines.Skip(HeaderLines), row => Assert.Equal(2 + (3 * 17), row.Split('\t').Length));
        Assert.StartsWith("31\t1.000000\t", lines[HeaderLines + 30]);
    }

    [Fact]
    public void Trc_positions_are_metres_with_y_up_in_the_axes_of_Pose2Sim()
    {
        MadePeople.Write(_folder.File("walk.trc"), MadePeople.Instants(1, 3, 30));
        var row = File.ReadAllLines(_folder.File("walk_P0.trc"))[HeaderLines].Split('\t');
        var hip = MadePeople.Pose(0, 0);
        Assert.Equal(hip[1] / 1000, float.Parse(row[2]), 1e-6f);
        Assert.Equal(hip[2] / 1000, float.Parse(row[3]), 1e-6f);
        Assert.Equal(hip[0] / 1000, float.Parse(row[4]), 1e-6f);
    }

    [Fact]
    public void Frames_of_a_person_who_was_away_are_empty_cells()
    {
        MadePeople.Write(_folder.File("walk.trc"), MadePeople.Instants(1, 90, 30, (_, frame) => frame is < 20 or >= 40));
        var rows = File.ReadAllLines(_folder.File("walk_P0.trc"))[HeaderLines..];
        Assert.Equal(90, rows.Length);
        Assert.All(rows[20..40], row => Assert.All(row.Split('\t')[2..], Assert.Empty));
        Assert.All(rows[..20].Concat(rows[40..]), row => Assert.All(row.Split('\t'), Assert.NotEmpty));
    }

    [Fact]
    public void Person_of_three_frames_gets_a_file_of_three_frames()
    {
        var files = MadePeople.Write(_folder.File("walk.trc"), MadePeople.Instants(2, 90, 30, (person, frame) => person == 0 || frame is >= 50 and < 53));
        Assert.Equal([90, 3], files.Select(file => file.Frames).OrderDescending());
        var rows = File.ReadAllLines(_folder.File("walk_P1.trc"))[HeaderLines..];
        Assert.Equal(3, rows.Length);
        Assert.StartsWith("51\t1.666667\t", rows[0]);
    }

    [Fact]
    public void Flushed_rows_are_in_a_file_whose_header_counts_them()
    {
        var path = _folder.File("walk.trc");
        using var writer = MotionFiles.Create(path, MotionFiles.FormatOf(path, null), new RecordingInfo());
        foreach (var instant in MadePeople.Instants(1, 200, 30))
            writer.Add(instant);
        writer.Flush();
        var lines = File.ReadAllLines(_folder.File("walk_P0.trc"));
        // the last one may still be replaced by a nearer one
        Assert.Equal(199, lines.Length - HeaderLines);
        Assert.Equal("199", lines[2].Split('\t')[2].TrimEnd());
    }
}
