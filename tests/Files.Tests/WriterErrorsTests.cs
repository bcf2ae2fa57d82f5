using StreamLift.Poses;

namespace StreamLift.Files.Tests;

public sealed class WriterErrorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Names => [.. MotionFiles.Formats.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Folder_that_does_not_exist_is_named_with_the_remedy(string format)
    {
        var path = Path.Combine(_folder.Path, "no", $"walk.{format}");
        var problem = Assert.Throws<ConfigurationException>(() => MadePeople.Write(path, MadePeople.Instants(1, 10, 30)));
        Assert.EndsWith($"can't be written: the folder {Path.Combine(_folder.Path, "no")} does not exist; create it", Assert.Single(problem.Problems));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void File_that_is_there_is_replaced_only_if_that_was_asked_for(string format)
    {
        var path = _folder.File($"walk.{format}");
        MadePeople.Write(path, MadePeople.Instants(1, 10, 30));
        var problem = Assert.Throws<ConfigurationException>(() => MadePeople.Write(path, MadePeople.Instants(1, 10, 30)));
        Assert.EndsWith($".{format} is there already; name another file, or give --overwrite to replace it", Assert.Single(problem.Problems));
        MadePeople.Write(path, MadePeople.Instants(1, 20, 30), new RecordingInfo { Overwrite = true });
        var file = Directory.EnumerateFiles(_folder.Path, $"walk*.{format}").Single();
        Assert.Equal(20, MotionInput.Open(file, new ReadOptions())[0].Instants.Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Flushed_frames_open_though_the_recording_was_never_finished(string format)
    {
        var path = _folder.File($"walk.{format}");
        using (var writer = MotionFiles.Create(path, MotionFiles.FormatOf(path, null), new RecordingInfo()))
        {
            foreach (var instant in MadePeople.Instants(1, 300, 30))
            {
                writer.Add(instant);
                if (instant.Frame is 99 or 199)
                    writer.Flush();
            }
        }
        var file = Directory.EnumerateFiles(_folder.Path).Single();
        var frames = MotionInput.Open(file, new ReadOptions())[0].Instants.Count();
        // files with a fixed rate wait for the next frame, which may be nearer; files that grow are flushed by themselves too
        Assert.InRange(frames, 199, 300);
    }

    [Fact]
    public void Full_disk_is_said_in_one_line_and_leaves_what_was_flushed()
    {
        const string Full = "/dev/full"; // each write to it fails for lack of space
        if (!File.Exists(Full))
            Assert.Skip($"no {Full} on this system");
        var path = _folder.File("walk.ndjson");
        File.CreateSymbolicLink(path, Full);
        var problem = Assert.Throws<ConfigurationException>(() =>
            MadePeople.Write(path, MadePeople.Instants(1, 10, 30), new RecordingInfo { Overwrite = true })
        );
        Assert.Equal(
            $"{path} can't be written: the disk is full; free some space, or name a file on another disk. What was flushed before is in the file",
            Assert.Single(problem.Problems)
        );
    }

    [Theory]
    [InlineData("walk", null, "its name has no ending")]
    [InlineData("walk.fbx", null, ".fbx is no format that can be written")]
    [InlineData("walk.bvh", "usd", "--format usd: unknown")]
    public void Unknown_format_is_refused_with_the_known_ones(string path, string? format, string says)
    {
        var problem = Assert.Single(Assert.Throws<ConfigurationException>(() => MotionFiles.FormatOf(path, format)).Problems);
        Assert.Contains(says, problem, StringComparison.Ordinal);
        Assert.Contains("trc, c3d, bvh, glb, npz, csv, parquet, ndjson", problem, StringComparison.Ordinal);
    }
}
