namespace StreamLift.Files.Tests.Grid;

public sealed class TrackRecordingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Poses_of_several_cameras_get_a_file_for_each_stream_and_place()
    {
        var files = MadePeople.Write(_folder.File("take.trc"), Streams("yard/cam-1", "yard/cam-2"));
        Assert.Equal(
            ["take_yard-cam-1_P0.trc", "take_yard-cam-1_P1.trc", "take_yard-cam-2_P0.trc", "take_yard-cam-2_P1.trc"],
            files.Select(file => Path.GetFileName(file.Path)).Order(StringComparer.Ordinal)
        );
        Assert.All(files, file => Assert.Equal((60L, 30.0), (file.Frames, file.Rate!.Value)));
        // a camera's y points down
        var row = File.ReadAllLines(_folder.File("take_yard-cam-1_P0.trc"))[5].Split('\t');
        Assert.Equal((0.001, -0.002, -0.003), (double.Parse(row[2]), double.Parse(row[3]), double.Parse(row[4])));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("a\0b\n<script>")]
    [InlineData("...")]
    [InlineData("")]
    public void Name_of_a_stream_can_not_lead_out_of_the_folder(string stream)
    {
        var files = MadePeople.Write(_folder.File("take.trc"), Streams(stream));
        Assert.All(files, file => Assert.Equal(_folder.Path, Path.GetDirectoryName(file.Path)));
        Assert.All(files, file => Assert.Matches(@"^take_[A-Za-z0-9._-]+_P\d\.trc$", Path.GetFileName(file.Path)));
    }

    [Fact]
    public void Streams_whose_names_differ_in_signs_alone_do_not_share_a_file()
    {
        var files = MadePeople.Write(_folder.File("take.trc"), Streams("a/b", "a-b"));
        Assert.Equal(4, files.Select(file => file.Path).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(files, file => Assert.Equal(60, file.Frames));
    }

    [Fact]
    public void Second_rig_of_a_topic_is_named_in_its_files()
    {
        IEnumerable<MotionInstant> Both()
        {
            var yard = new MotionInstant();
            foreach (var hall in MadePeople.Instants(1, 60, 30))
            {
                yield return hall;
                yard.Begin("yard", MotionSpace.World, hall.Frame, hall.TimestampMs + 5);
                MadePeople.Pose(1, 0).CopyTo(yard.Add(0).Joints, 0);
                yield return yard;
            }
        }
        var files = MadePeople.Write(_folder.File("take.trc"), Both());
        Assert.Equal(["take_P0.trc", "take_yard_P0.trc"], files.Select(file => Path.GetFileName(file.Path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Person_who_comes_back_after_more_than_a_minute_gets_another_file()
    {
        var files = MadePeople.Write(_folder.File("take.trc"), MadePeople.Instants(2, 1000, 10, (person, frame) => person == 0 || frame is < 50 or >= 700));
        Assert.Equal(
            [("take_P0.trc", 1000L, 0.0), ("take_P1-2.trc", 300L, 70.0), ("take_P1.trc", 50L, 0.0)],
            files.Select(file => (Path.GetFileName(file.Path), file.Frames, file.StartSeconds)).OrderBy(file => file.Item1, StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Clock_of_a_camera_that_is_wrong_for_a_moment_loses_no_pose()
    {
        IEnumerable<MotionInstant> Wrong()
        {
            foreach (var instant in Streams("yard"))
            {
                if (instant.Frame == 40)
                {
                    instant.Begin("yard", MotionSpace.Camera, 40, 1e9);
                    ((float[])[1, 2, 3]).CopyTo(instant.Add(0).Joints, 0);
                }
                yield return instant;
            }
        }
        var files = MadePeople.Write(_folder.File("take.trc"), Wrong(), new RecordingInfo { Rate = 30 });
        Assert.Equal([40L, 40, 19, 19, 1], files.Select(file => file.Frames).OrderDescending());
    }

    [Fact]
    public void Cameras_whose_clocks_are_hours_apart_get_one_file_each_and_person()
    {
        IEnumerable<MotionInstant> Apart()
        {
            foreach (var instant in Streams("a", "b"))
            {
                if (instant.Source == "b")
                {
                    instant.Begin("b", MotionSpace.Camera, instant.Frame, instant.TimestampMs + 7_200_000);
                    ((float[])[1, 2, 3]).CopyTo(instant.Add(0).Joints, 0);
                }
                yield return instant;
            }
        }
        var files = MadePeople.Write(_folder.File("take.trc"), Apart());
        Assert.Equal([60L, 60, 60], files.Select(file => file.Frames));
    }

    [Fact]
    public void Single_instant_is_written_with_a_note_on_the_rate()
    {
        var path = _folder.File("one.trc");
        using var writer = MotionFiles.Create(path, MotionFiles.FormatOf(path, null), new RecordingInfo());
        writer.Add(MadePeople.Instants(1, 1, 30).Single());
        writer.Flush();
        writer.Finish();
        Assert.Equal(1, writer.Files.Single().Frames);
        Assert.StartsWith("the frame rate is not known", writer.Notes.Single());
    }

    private static IEnumerable<MotionInstant> Streams(params string[] streams)
    {
        var instant = new MotionInstant();
        for (var frame = 0; frame < 60; frame++)
            foreach (var (place, stream) in streams.Index())
            {
                // whole milliseconds, each camera with an offset of its own
                instant.Begin(stream, MotionSpace.Camera, frame, Math.Round(1000 * frame / 30.0) + (7 * place));
                for (var person = 0; person < 2; person++)
                    ((float[])[1, 2, 3]).CopyTo(instant.Add(person).Joints, 0);
                yield return instant;
            }
    }
}
