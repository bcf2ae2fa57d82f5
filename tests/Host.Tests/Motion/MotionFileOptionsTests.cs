namespace StreamLift.Host.Tests.Motion;

/// <summary>The options of motion files on the command line of <c>produce</c>.</summary>
public sealed class MotionFileOptionsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streamlift-motion-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("--unit 20 --up -y", "note: 1_walk.bvh: read as joints by name, 20 mm a unit, -y up")]
    [InlineData("--bvh-unit in --bvh-up z", "note: 1_walk.bvh: read as joints by name, in, z up")]
    [InlineData("--cameras 4", "note: 1_walk.bvh: read as joints by name, cm, y up")]
    public async Task Unit_and_axis_of_a_motion_file_are_taken_and_said(string options, string note)
    {
        var (code, output, lines) = await ProduceAsync(options);
        Assert.True(code == 0, string.Join('\n', lines));
        Assert.Contains(note, lines);
        Assert.Contains("1/walk/random-1: 20 frames", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mm", true)]
    [InlineData("m", false)]
    public async Task Cameras_that_do_not_see_the_motion_are_told_with_the_remedy(string unit, bool isTold)
    {
        var cameras = Path.Combine(_folder.FullName, "rig.json");
        await File.WriteAllTextAsync(
            cameras,
            $$"""
            { "unit": "{{unit}}", "front": { "width": 1000, "height": 1000, "fx": 1000, "fy": 1000, "cx": 500, "cy": 500,
              "rotation": [1,0,0, 0,0,-1, 0,1,0], "translation": [0, 1, 8] } }
            """,
            TestContext.Current.CancellationToken
        );
        var (code, _, lines) = await ProduceAsync($"--cameras {cameras}");
        Assert.True(code == 0, string.Join('\n', lines));
        var told = $"warning: {cameras}: nearly all joints are far outside the image in 1 of 1 stream (1/walk/front): ";
        Assert.True(isTold == lines.Any(line => line.StartsWith(told, StringComparison.Ordinal)), string.Join('\n', lines));
    }

    [Fact]
    public async Task Wrong_unit_and_axis_are_both_named()
    {
        var (code, _, lines) = await ProduceAsync("--unit yd --up up");
        Assert.Equal(2, code);
        Assert.Contains(lines, line => line.StartsWith("streamlift: --unit yd: neither a unit", StringComparison.Ordinal));
        Assert.Contains("streamlift: --up up: not one of y, z, x, -y, -z, -x", lines);
    }

    [Fact]
    public async Task Skipping_bad_files_is_refused_for_recorded_motion_that_skips_them_anyway()
    {
        var (code, _, lines) = await ProduceAsync("--skip-bad-files");
        Assert.Equal((2, "streamlift: --skip-bad-files: leave it out; takes of recorded motion that can't be read are left out anyway"), (code, lines[^1]));
    }

    [Fact]
    public async Task Missing_file_of_joints_is_named()
    {
        var (code, _, lines) = await ProduceAsync("--joints nowhere.json");
        Assert.Equal(2, code);
        Assert.StartsWith("streamlift: --joints nowhere.json can't be read", lines[^1]);
    }

    [Fact]
    public async Task Options_of_motion_files_are_refused_for_the_synthetic_performer()
    {
        var (code, _, lines) = await InProcessCommand.ToEndAsync(["produce", "--source", "synthetic", "--dry-run", "--up", "z"]);
        Assert.Equal((2, "streamlift: --joints, --unit and --up: only for recorded motion, not for the synthetic performer"), (code, lines[^1]));
    }

    private Task<(int Code, string Output, IReadOnlyList<string> Lines)> ProduceAsync(string options)
    {
        var file = Path.Combine(_folder.FullName, "1_walk.bvh");
        File.WriteAllText(file, new MadeRig().Text());
        return InProcessCommand.ToEndAsync(["produce", "--source", file, "--dry-run", .. options.Split(' ')]);
    }
}
