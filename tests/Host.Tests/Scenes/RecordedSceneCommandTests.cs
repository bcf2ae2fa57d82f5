using System.Text.Json;
using StreamLift.Rigs;

namespace StreamLift.Host.Tests.Scenes;

public sealed class RecordedSceneCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streamlift-scene");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Takes_of_different_subjects_are_played_at_once_before_the_data_s_own_cameras()
    {
        var (data, rig, truth) = (Data(), Path.Combine(_folder.FullName, "rig.json"), Path.Combine(_folder.FullName, "truth.json"));
        var (code, output, lines) = await ProduceAsync($"--source {data} --people 2 --fps 25 --rig-out {rig} --truth-out {truth}");
        Assert.Equal(0, code);
        Assert.Contains("note: the people are S1/Walking, S9/Running", lines);
        Assert.Contains("people/54138969: 49 frames, 0 to 48, h36m17, up to 2 people a frame, 1000x1002 px", output);
        Assert.Equal(["people/54138969", "people/55011271", "people/58860488", "people/60457274"], RigFile.Read(rig).Cameras.Select(camera => camera.Name));
        using var first = JsonDocument.Parse(File.ReadLines(truth).First());
        Assert.Equal(2, first.RootElement.GetProperty("people").GetArrayLength());
    }

    [Fact]
    public async Task Takes_are_filmed_by_made_cameras_at_a_rate_of_their_own()
    {
        var (code, output, _) = await ProduceAsync($"--source {Data()} --people 2 --fps 25 --cameras 3 --rate 50");
        Assert.Equal(0, code);
        Assert.Contains("of 3 streams:", output);
        Assert.Contains("people/camera-1: 98 frames", output);
    }

    [Theory]
    [InlineData("--people 2", "--people: S1/Walking does not say how many frames a second were recorded; add --fps HZ")]
    [InlineData("--people 4 --fps 25", "--people 4: ")]
    [InlineData("--people 2 --fps 25 --detections sh", "--detections sh: not with --people")]
    [InlineData("--noise 3", "--noise: only with --source synthetic, or with --people N")]
    public async Task Recorded_people_that_can_not_be_are_refused_in_one_line(string options, string problem)
    {
        var (code, _, lines) = await ProduceAsync($"--source {Data()} {options}");
        Assert.Equal(2, code);
        Assert.StartsWith($"streamlift: {problem}", Assert.Single(lines));
    }

    private string Data() =>
        SyntheticRecording.Npz(
            Path.Combine(_folder.FullName, "data_3d_made.npz"),
            [new("S1", "Walking", 60, seed: 1), new("S9", "Running", 50, seed: 2), new("S1", "Sitting", 40, seed: 3)]
        );

    private static Task<(int Code, string Output, IReadOnlyList<string> Lines)> ProduceAsync(string options) =>
        InProcessCommand.ToEndAsync(["produce", "--dry-run", .. options.Split(' ')]);
}
