using System.Text.Json;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Rigs;

namespace StreamLift.Host.Tests.Scenes;

public sealed class SceneCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streamlift-scene");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Several_people_before_made_cameras_are_described_with_the_first_message()
    {
        var (code, output, _) = await ProduceAsync("--source synthetic --people 3 --cameras 2 --seconds 2 --dry-run");
        Assert.Equal(0, code);
        Assert.Contains("would send 120 frames of 2 streams:", output);
        Assert.Contains("synthetic/camera-1: 60 frames, 0 to 59, h36m17, up to 3 people a frame, 1920x1080 px", output);
        using var message = JsonDocument.Parse(output[output.IndexOf('{', StringComparison.Ordinal)..]);
        Assert.Equal(3, message.RootElement.GetProperty("people").GetArrayLength());
    }

    [Fact]
    public async Task Rig_of_a_scene_is_read_back_with_the_streams_as_names()
    {
        var path = Path.Combine(_folder.FullName, "rig.json");
        var (code, _, _) = await ProduceAsync($"--source synthetic --cameras 4 --seconds 1 --rig-out {path} --dry-run");
        Assert.Equal(0, code);
        var rig = RigFile.Read(path);
        Assert.Equal(("synthetic", WorldUp.Z), (rig.Name, rig.Up));
        Assert.Equal(["synthetic/camera-1", "synthetic/camera-2", "synthetic/camera-3", "synthetic/camera-4"], rig.Cameras.Select(camera => camera.Name));
        Assert.Empty(rig.Warnings);
        Assert.All(rig.Cameras, camera => Assert.NotNull(camera.Extrinsics));
        Assert.Equal((1920, 1440), (rig.Cameras[0].Intrinsics.Width, rig.Cameras[1].Intrinsics.Width));
    }

    [Fact]
    public async Task Truth_of_a_scene_projects_onto_the_keypoints_that_are_sent()
    {
        var (rig, truth) = (Path.Combine(_folder.FullName, "rig.json"), Path.Combine(_folder.FullName, "truth.ndjson"));
        var (code, output, _) = await ProduceAsync(
            $"--source synthetic --people 2 --noise 0 --seconds 2 --rig-out {rig} --truth-out {truth} --times recorded --start 2026-01-01T00:00:00Z --dry-run"
        );
        Assert.Equal(0, code);
        var lines = File.ReadAllLines(truth);
        Assert.Equal(60, lines.Length);
        using var first = JsonDocument.Parse(lines[0]);
        using var second = JsonDocument.Parse(lines[1]);
        using var message = JsonDocument.Parse(output[output.IndexOf('{', StringComparison.Ordinal)..]);
        Assert.Equal(1767225600000, first.RootElement.GetProperty("timestampMs").GetDouble());
        Assert.Equal(1767225600033, second.RootElement.GetProperty("timestampMs").GetDouble());
        Assert.Equal(1767225600000, message.RootElement.GetProperty("timestampMs").GetInt64());
        var camera = RigFile.Read(rig).Cameras[0];
        var seen = message.RootElement.GetProperty("people").EnumerateArray().Select(person => Numbers(person, "keypoints")).ToList();
        Assert.NotEmpty(seen);
        var people = first.RootElement.GetProperty("people").EnumerateArray().Select(person => Projected(camera, Numbers(person, "joints"))).ToList();
        Assert.All(seen, keypoints => Assert.Contains(people, pixels => Math.Abs(pixels[0] - keypoints[0]) + Math.Abs(pixels[1] - keypoints[1]) < 0.1));
    }

    [Fact]
    public async Task Free_running_cameras_say_their_rates_and_clocks()
    {
        var (code, output, lines) = await ProduceAsync("--source synthetic --people 2 --seconds 4 --free-running --dry-run");
        Assert.Equal(0, code);
        Assert.Contains(lines, line => line.StartsWith("note: synthetic/camera-2: 25 frames/s, its clock is ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("the cameras' mean", StringComparison.Ordinal) && line.Contains("60 frames/s"));
        Assert.Contains("synthetic/camera-3: ", output);
    }

    [Fact]
    public async Task Camera_that_runs_free_captures_a_frame_of_the_shortest_scene_too()
    {
        var (code, output, lines) = await ProduceAsync("--source synthetic --people 1 --seconds 0.01 --free-running --dry-run");
        Assert.True(code == 0, string.Join('\n', lines));
        Assert.Contains("would send 4 frames of 4 streams:", output);
    }

    [Fact]
    public async Task Start_of_a_scene_needs_no_recorded_times()
    {
        var (_, output, _) = await ProduceAsync("--source synthetic --people 1 --seconds 1 --start 2026-01-01T00:00:00Z --dry-run");
        Assert.Contains("from 2026-01-01T00:00:00.000Z to 2026-01-01T00:00:00.967Z", output);
    }

    [Theory]
    [InlineData(
        "--people 0 --missed 1 --ghosts -0.5 --seconds 0 --noise -1",
        "--people 0: ",
        "--missed 1: ",
        "--ghosts -0.5: ",
        "--seconds 0: ",
        "--noise -1: "
    )]
    [InlineData("--people 51", "--people 51: from 1 to 50")]
    [InlineData("--people 2 --cameras 65", "--cameras 65: from 1 to 64")]
    [InlineData("--people 2 --endless", "--people: not with --endless; --seconds N sets the length")]
    [InlineData("--people 2 --image 640x480", "--image: only for detectors' files")]
    [InlineData("--people 2 --subjects S9", "--subjects: only recorded motion has subjects")]
    [InlineData("--people 2 --fps 25", "--fps 25: only for recorded people; --rate HZ sets the cameras' rate")]
    [InlineData("--rig-out /no/such/folder/rig.json", "--rig-out /no/such/folder/rig.json: can't be written")]
    [InlineData("--truth-out /no/such/folder/t.json", "--truth-out /no/such/folder/t.json: can't be written")]
    public async Task Options_of_a_scene_that_can_not_be_are_named_all_at_once(string options, params string[] problems)
    {
        var (code, output, lines) = await ProduceAsync($"--source synthetic {options} --dry-run");
        Assert.Equal(2, code);
        Assert.Empty(output);
        foreach (var problem in problems)
            Assert.Contains(lines, line => line.StartsWith($"streamlift: {problem}", StringComparison.Ordinal));
    }

    private static Task<(int Code, string Output, IReadOnlyList<string> Lines)> ProduceAsync(string options) =>
        InProcessCommand.ToEndAsync(["produce", .. options.Split(' ')]);

    private static float[] Numbers(JsonElement person, string name) => [.. person.GetProperty(name).EnumerateArray().Select(number => number.GetSingle())];

    private static float[] Projected(Camera camera, float[] world)
    {
        var (inCamera, pixels) = (new float[51], new float[34]);
        camera.ToCamera(world, inCamera);
        camera.Project(inCamera, pixels);
        return pixels;
    }
}
