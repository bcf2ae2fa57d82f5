using System.Text.Json;
using StreamLift.Poses.Layouts;

namespace StreamLift.Host.Tests.Produce;

/// <summary><c>produce</c> without a broker: what it would send, and what it refuses.</summary>
public sealed class ProduceCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streamlift-produce-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Dry_run_prints_streams_times_and_first_message_and_needs_no_broker()
    {
        var (code, output, lines) = await ProduceAsync(
            "--source",
            OpenPose(),
            "--image",
            "1280x960",
            "--stream",
            "hall",
            "--times",
            "recorded",
            "--fps",
            "50",
            "--start",
            "2026-01-01T00:00:00Z",
            "--dry-run"
        );
        Assert.True(code == 0, string.Join('\n', lines));
        var printed = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("would send 7 frames of 1 stream:", printed[0]);
        Assert.Equal(
            "  hall: 7 frames, 0 to 7, body25, up to 2 people a frame, 1280x960 px, from 2026-01-01T00:00:00.000Z to 2026-01-01T00:00:00.140Z",
            printed[1]
        );
        Assert.Equal("first message, key hall:", printed[2]);
        using var message = JsonDocument.Parse(printed[3]);
        Assert.Equal(1767225600000, message.RootElement.GetProperty("timestampMs").GetInt64());
        Assert.Equal(4, printed.Length);
        Assert.Contains(lines, line => line.StartsWith("note: hall: 1 of the 8 frames", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Recorded_2D_of_VideoPose3D_without_3D_is_sent()
    {
        var source = NpzFiles.WriteVideoPose3D(_folder.FullName, WrittenTake.Of(Skeletons.Coco17, 5, people: 1, withGap: false));
        var (code, output, _) = await ProduceAsync("--source", _folder.FullName, "--stream", "video", "--dry-run");
        Assert.Equal(0, code);
        Assert.Contains("  video: 5 frames, 0 to 4, coco17, 1 person a frame, 1280x960 px", output);
        Assert.Equal(0, (await ProduceAsync("--source", source, "--frames", "2", "--dry-run")).Code);
    }

    [Fact]
    public async Task Options_of_detectors_files_are_refused_with_an_endless_performer()
    {
        var (code, _, lines) = await ProduceAsync("--source", "synthetic", "--endless", "--image", "640x480", "--skip-bad-files", "--dry-run");
        Assert.Equal(2, code);
        Assert.Contains("--image, --skip-bad-files: only for detectors' files, not with --endless", Assert.Single(lines));
    }

    [Fact]
    public async Task Number_of_cameras_is_taken_for_recorded_2D_in_an_npz()
    {
        var source = NpzFiles.WriteVideoPose3D(_folder.FullName, WrittenTake.Of(Skeletons.Coco17, 5, people: 1, withGap: false));
        foreach (var path in (string[])[_folder.FullName, source])
        {
            var (code, output, lines) = await ProduceAsync("--source", path, "--stream", "video", "--cameras", "1", "--dry-run");
            Assert.True(code == 0, string.Join('\n', lines));
            Assert.Contains("would send 5 frames of 1 stream:", output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--subjects S1", "--subjects: only for recorded motion, not detectors' files")]
    [InlineData("--cameras 2 --detections gt", "--detections, --cameras: only for recorded motion")]
    [InlineData("--image wide", "--image wide: write width and height")]
    [InlineData("--format yolo", "--format yolo: not one of openpose, pose2sim")]
    [InlineData("--times then", "--times then: neither recorded nor now")]
    [InlineData("--times recorded", "--times recorded: the data of stream openpose does not say")]
    [InlineData("--fps 30", "--start and --fps: only with --times recorded")]
    [InlineData("--times recorded --fps 0", "--fps 0: frames per second, above 0")]
    [InlineData("--frames 0", "--frames and --cameras take a number of 1 or more")]
    public async Task Option_that_does_not_fit_detectors_files_is_named(string options, string said)
    {
        var (code, output, lines) = await ProduceAsync(["--source", OpenPose(), "--dry-run", .. options.Split(' ')]);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(lines, line => line.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Option_of_detectors_files_is_refused_for_other_motion_by_name()
    {
        var (code, _, lines) = await ProduceAsync("--source", "synthetic", "--image", "1280x960", "--stream", "a", "--dry-run");
        Assert.Equal(2, code);
        Assert.Contains("--stream, --image: only for detectors' files; synthetic is a synthetic performer", lines[^1]);
    }

    [Fact]
    public async Task Folder_with_recorded_motion_and_detectors_files_asks_for_one_of_them()
    {
        NpzBuilder.Positions(Path.Combine(_folder.FullName, "data_3d_a.npz"), ("S9", "Walking", 4));
        Assert.Equal(0, (await ProduceAsync("--source", _folder.FullName, "--dry-run")).Code);
        OpenPose();
        var (code, _, lines) = await ProduceAsync("--source", _folder.FullName, "--dry-run");
        Assert.Equal(2, code);
        Assert.Contains("holds recorded motion and detectors' files (", lines[^1]);
        var (chosen, output, _) = await ProduceAsync("--source", _folder.FullName, "--format", "openpose", "--dry-run");
        Assert.Equal(0, chosen);
        Assert.Contains("body25", output);
    }

    [Theory]
    [InlineData("hall", 2, "streamlift: --key rig: stream hall names no rig, as RIG/CAMERA does; --stream gives the name")]
    [InlineData("/hall", 2, "streamlift: --key rig: stream /hall names no rig, as RIG/CAMERA does; --stream gives the name")]
    [InlineData("take 2/hall/cam-1", 0, "first message, key take 2/hall:")]
    public async Task Rig_as_key_is_the_stream_up_to_the_last_slash_and_without_one_refused(string stream, int code, string said)
    {
        var (ended, output, lines) = await ProduceAsync("--source", OpenPose(), "--stream", stream, "--key", "rig", "--dry-run");
        Assert.Equal(code, ended);
        Assert.Contains(said, lines.Concat(output.Split('\n')));
    }

    [Theory]
    [InlineData("--people 1 --frames-a-record 10", true)]
    [InlineData("--people 1", false)]
    [InlineData("--people 1 --cameras 1 --frames-a-record 10", false)]
    [InlineData("--people 1 --frames-a-record 10 --key stream", false)]
    public async Task Records_of_several_frames_of_each_camera_of_a_rig_are_told_to_need_a_wait(string options, bool isTold)
    {
        var (code, _, lines) = await ProduceAsync(["--source", "synthetic", "--seconds", "1", "--dry-run", .. options.Split(' ')]);
        Assert.True(code == 0, string.Join('\n', lines));
        Assert.Equal(isTold, lines.Any(line => line.StartsWith("note: a record has 10 frames of one camera", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Broker_and_topic_that_are_missing_are_both_named()
    {
        var (code, _, lines) = await ProduceAsync("--source", "synthetic");
        Assert.Equal(2, code);
        Assert.Equal(
            ["streamlift: --bootstrap is missing; only --dry-run works without", "streamlift: --topic is missing; only --dry-run works without"],
            lines
        );
    }

    private string OpenPose() => OpenPoseFiles.Write(_folder.FullName, WrittenTake.Of(Skeletons.Body25, 8));

    private static Task<(int Code, string Output, IReadOnlyList<string> Lines)> ProduceAsync(params string[] arguments) =>
        InProcessCommand.ToEndAsync(["produce", .. arguments]);
}
