using System.Globalization;
using StreamLift.Datasets.Synthetic;
using StreamLift.Host.Commands;

namespace StreamLift.Host.Tests.Conversion;

public sealed class ConvertCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("streamlift-convert-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Convert_writes_a_file_for_each_person_and_says_what_is_in_them()
    {
        var (exit, output, error) = await Run("convert", Truth("walk.ndjson"), In("walk.trc"));
        Assert.Equal((0, ""), (exit, error));
        Assert.Equal(
            [$"{In("walk_P0.trc")}: 1 person, 60 frames at 25 Hz", $"{In("walk_P1.trc")}: 1 person, 60 frames at 25 Hz"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    [Fact]
    public async Task Convert_joins_files_of_single_people_into_one_of_all()
    {
        await Run("convert", Truth("walk.ndjson"), In("walk.c3d"));
        var (exit, output, _) = await Run("convert", In("walk_P0.c3d"), In("walk_P1.c3d"), In("walk.glb"));
        Assert.Equal(0, exit);
        Assert.Equal($"{In("walk.glb")}: 2 people, 60 frames at 25 Hz, joints 0.0 mm from the poses (at most 0.0)\n", output);
        (exit, output, _) = await Run("convert", In("walk_P0.c3d"), In("walk_P1.c3d"), In("walk.csv"));
        Assert.Equal((0, $"{In("walk.csv")}: 2 people, 120 records\n"), (exit, output));
    }

    [Fact]
    public async Task Convert_takes_the_people_frames_and_rate_that_are_asked_for()
    {
        var (exit, output, error) = await Run("convert", Truth("walk.ndjson"), In("one.bvh"), "--person", "1,9", "--frames", "41", "--rate", "50");
        Assert.Equal(0, exit);
        // frames between are filled in
        Assert.StartsWith($"{In("one_P1.bvh")}: 1 person, 81 frames at 50 Hz", output);
        Assert.Equal("note: --person 9: not among the people, whose ids are 0, 1\n", error);
    }

    [Fact]
    public async Task Convert_writes_takes_of_a_folder_into_a_folder()
    {
        Directory.CreateDirectory(In("takes"));
        await Run("convert", Truth("walk.ndjson"), In("takes/S1_walk.bvh"));
        File.Move(In("takes/S1_walk_P0.bvh"), In("takes/S1_Walking 1.bvh"));
        File.Move(In("takes/S1_walk_P1.bvh"), In("takes/S2_Walking 1.bvh"));
        var (exit, output, _) = await Run("convert", In("takes"), In("out/"), "--format", "npz");
        Assert.Equal(0, exit);
        Assert.Equal(
            [$"{In("out/S1_Walking 1.npz")}: 1 person, 60 records", $"{In("out/S2_Walking 1.npz")}: 1 person, 60 records"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        );
        (exit, _, var error) = await Run("convert", In("takes"), In("all.npz"));
        Assert.Equal(2, exit);
        Assert.Contains("2 takes, and ", error, StringComparison.Ordinal);
        Assert.Contains("choose one with --subjects and --takes, or name a folder and --format", error, StringComparison.Ordinal);
        (exit, output, _) = await Run("convert", In("takes"), In("all.npz"), "--subjects", "S2", "--takes", "walking 1");
        Assert.Equal((0, $"{In("all.npz")}: 1 person, 60 records\n"), (exit, output));
    }

    [Theory]
    [InlineData("{0}/none.trc {0}/x.bvh", "{0}/none.trc does not exist")]
    [InlineData("{0}/walk.ndjson {0}/walk.ndjson", "{0}/walk.ndjson is read and written; name another file to write")]
    [InlineData("{0}/walk.ndjson {0}/x.fbx", "{0}/x.fbx: .fbx is no format that can be written; these can: trc, c3d, bvh, glb, npz, csv, parquet, ndjson")]
    [InlineData("{0}/walk.ndjson {0}/x.trc --rate 0", "--rate 0: frames per second are above 0 and at most 1000")]
    [InlineData("{0}/walk.ndjson {0}/x.trc --person a", "--person a: 'a' is no id, which is a whole number")]
    [InlineData("{0}/walk.ndjson {0}/x.csv --person 7", "--person 7: not among the people of walk, whose ids are 0, 1; nothing was written")]
    [InlineData("{0}/nobody.ndjson {0}/x.csv", "nobody: nobody is in it, so nothing was written")]
    [InlineData("{0}/walk.ndjson {0}/ --rate 30", "{0}/ is a folder: --format says what to write there (trc, c3d, bvh, glb, npz, csv, parquet, ndjson)")]
    [InlineData("{0}/walk.ndjson {0}/x.trc --unit cm", "--joints, --unit: only for motion files such as BVH; the joints and unit of {0}/walk.ndjson are known")]
    [InlineData("{0}/walk.ndjson {0}/x.trc --subjects S9", "--subjects: only for recordings of several subjects; {0}/walk.ndjson is one recording")]
    [InlineData("{0}/walk.txt {0}/x.trc", "{0}/walk.txt: unknown format of recorded motion; supported is ")]
    public async Task Convert_refuses_in_one_line_what_can_not_be(string arguments, string says)
    {
        Truth("walk.ndjson");
        Truth("walk.txt");
        await File.WriteAllTextAsync(In("nobody.ndjson"), """{"timestampMs":1,"people":[]}""" + "\n");
        var (exit, output, error) = await Run(["convert", .. string.Format(CultureInfo.InvariantCulture, arguments, _folder).Split(' ')]);
        Assert.Equal((2, ""), (exit, output));
        Assert.StartsWith($"streamlift: {string.Format(CultureInfo.InvariantCulture, says, _folder)}", error);
        Assert.Equal(1, error.Count(letter => letter == '\n'));
        Assert.False(File.Exists(In("x.csv")));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("ndjson")]
    [InlineData("npz")]
    public async Task Convert_of_a_damaged_file_leaves_no_file_that_would_pass_for_the_whole(string format)
    {
        var lines = await File.ReadAllLinesAsync(Truth("walk.ndjson"));
        await File.WriteAllLinesAsync(In("damaged.ndjson"), [.. lines[..50], "{", .. lines[50..]]);
        var (exit, output, error) = await Run("convert", In("damaged.ndjson"), In($"x.{format}"));
        Assert.Equal((2, ""), (exit, output));
        Assert.StartsWith($"streamlift: {In("damaged.ndjson")}, line 51: ", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder, "x*"));
    }

    [Theory]
    [InlineData("keypoints.ndjson")]
    [InlineData("walk.ndjson --person 7")]
    public async Task File_that_is_there_stays_as_it_was_where_nothing_replaces_it(string input)
    {
        Truth("walk.ndjson");
        await File.WriteAllTextAsync(In("keypoints.ndjson"), """{"stream":"a","frame":0,"timestampMs":1,"layout":"coco17","people":[]}""" + "\n");
        await File.WriteAllTextAsync(In("x.csv"), "mine");
        var (exit, _, _) = await Run(["convert", .. In(input).Split(' '), In("x.csv"), "--overwrite"]);
        Assert.Equal(2, exit);
        Assert.Equal("mine", await File.ReadAllTextAsync(In("x.csv")));
    }

    [Fact]
    public async Task Convert_into_a_folder_never_replaces_what_it_reads_or_has_just_written()
    {
        await Run("convert", Truth("walk.ndjson"), In("walk.csv"));
        var (exit, _, error) = await Run("convert", In("walk.csv"), _folder, "--format", "csv", "--overwrite");
        Assert.Equal((2, $"streamlift: {In("walk.csv")} is read and written; name another file to write\n"), (exit, error));
        await Run("convert", In("walk.csv"), In("walk.trc"));
        (exit, _, error) = await Run("convert", In("walk_P0.trc"), In("walk_P1.trc"), In("out/"), "--format", "csv", "--overwrite");
        Assert.Equal(2, exit);
        Assert.Equal(
            $"streamlift: 2 recordings would be {In("out/walk.csv")}; convert them one by one, or name a file instead of the folder, which joins them\n",
            error
        );
        Assert.False(Directory.Exists(In("out")));
    }

    [Fact]
    public async Task Convert_fails_where_no_person_can_be_written_in_the_format()
    {
        var joints = string.Join(',', Enumerable.Range(0, 51).Select(number => number < 3 ? "null" : "100"));
        await File.WriteAllLinesAsync(
            In("hipless.ndjson"),
            Enumerable.Range(0, 5).Select(frame => $$"""{"timestampMs":{{40 * frame}},"people":[{"joints":[{{joints}}]}]}""")
        );
        foreach (var format in (string[])["bvh", "glb"])
        {
            var (exit, output, error) = await Run("convert", In("hipless.ndjson"), In($"x.{format}"));
            Assert.Equal((2, ""), (exit, output));
            Assert.Contains("the middle of the person's hips is never known", error, StringComparison.Ordinal);
            Assert.EndsWith($"streamlift: hipless: nothing was written as {format}\n", error, StringComparison.Ordinal);
        }
    }

    private string In(string name) => Path.Combine(_folder, name);

    /// <summary>Two people for 60 frames at 25 Hz, as produce --truth-out writes them.</summary>
    private string Truth(string name)
    {
        using var file = new StreamWriter(In(name)) { NewLine = "\n" };
        var world = new float[51];
        for (var frame = 0; frame < 60; frame++)
        {
            var people = new List<string>();
            for (var person = 0; person < 2; person++)
            {
                new SyntheticPerformer(person + 1).World(frame / 25.0, world);
                people.Add(
                    $$"""{"id":{{person}},"joints":[{{string.Join(',', world.Select(number => number.ToString("0.###", CultureInfo.InvariantCulture)))}}]}"""
                );
            }
            file.WriteLine($$"""{"timestampMs":{{1_760_000_000_000 + (40 * frame)}},"people":[{{string.Join(',', people)}}]}""");
        }
        return In(name);
    }

    private static async Task<(int Exit, string Output, string Error)> Run(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exit = await CommandLine.RunAsync(arguments, new Terminal(output, error, _ => { }));
        return (exit, output.ToString(), error.ToString());
    }
}
