using StreamLift.Tests;

namespace StreamLift.Pipeline.Tests.Field;

/// <summary>Files that users of other tools had, by the commands as they are typed.</summary>
public sealed class FieldFilesTests(Cluster cluster)
{
    private const string Field = "field";

    [SharedTheory(Field)]
    [InlineData("bvh-names/bandai_vrm", "cm, y up")]
    [InlineData("bvh-names/biped", "cm, y up")]
    [InlineData("bvh-names/daz_poser", "cm, y up")]
    [InlineData("bvh-names/smpl", "cm, y up")]
    [InlineData("bvh-names/unity_humanoid", "cm, y up")]
    [InlineData("bvh-names/xsens_100style", "cm, y up")]
    [InlineData("bvh-scale/base", "cm, y up")]
    [InlineData("bvh-scale/foot", "ft, y up")]
    [InlineData("bvh-up/ydown", "cm, -y up")]
    [InlineData("bvh-up/lying_y_up", "if they stand, give --up z")]
    [InlineData("bvh-bom", "cm, y up")]
    [InlineData("bvh-brace", "cm, y up")]
    [InlineData("bvh-upper-ext", "cm, y up")]
    [InlineData("bvh-frames-one-more", "2 frames are announced and 3 are there; all of these were read")]
    [InlineData("npz-units", "the positions are read as mm, not as m")]
    [InlineData("h5-units/metres", "the positions are read as m, not as mm")]
    public async Task Motion_is_sent_as_a_camera_sees_it_and_what_was_taken_is_said(string folder, string said)
    {
        var (code, lines) = await ProduceAsync(folder, "--cameras", "1");
        Assert.Equal(0, code);
        Assert.Contains(lines, line => line.StartsWith("note: ", StringComparison.Ordinal) && line.Contains(said, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("\"people\":[{", StringComparison.Ordinal));
    }

    [SharedFact(Field)]
    public async Task Compression_that_cannot_be_read_is_named_with_the_remedy()
    {
        var (code, lines) = await ProduceAsync("h5-units/lzf", "--cameras", "1");
        Assert.Equal(2, code);
        Assert.Contains("is compressed with LZF, which can't be read: write it again with gzip", Assert.Single(lines), StringComparison.Ordinal);
    }

    [SharedFact(Field)]
    public async Task Keypoints_without_recorded_motion_are_sent_as_they_are()
    {
        var (code, lines) = await ProduceAsync("npz-2d-only");
        Assert.Equal(0, code);
        Assert.Contains(lines, line => line.Contains("3 frames, 0 to 2, coco17, 1 person a frame, 1080x1920 px", StringComparison.Ordinal));
    }

    [SharedTheory(Field)]
    [InlineData("distlist", "in OpenCV's order: k1, k2, p1, p2, k3")]
    [InlineData("kmatrix", "the file has no unit; m is taken")]
    [InlineData("metres", "is probably metres: add \"unit\": \"m\"")]
    [InlineData("opencv5", "in OpenCV's order: k1, k2, p1, p2, k3")]
    [InlineData("nested", "")]
    [InlineData("fisheye", "")]
    public async Task Cameras_of_other_tools_are_checked_and_what_is_assumed_is_said(string name, string said)
    {
        var (code, lines) = await CheckAsync("--create-topics", "--cameras", Path.Combine(SharedData.Root, Field, "cameras-foreign", $"{name}.json"));
        Assert.Equal(0, code);
        Assert.Equal(name == "metres", lines.Any(line => line.StartsWith("warn   cameras", StringComparison.Ordinal)));
        if (said.Length > 0)
            Assert.Contains(lines, line => line.Contains(" cameras ", StringComparison.Ordinal) && line.Contains(said, StringComparison.Ordinal));
        else
            Assert.DoesNotContain(lines, line => line.Contains(" cameras ", StringComparison.Ordinal));
    }

    [SharedFact(Field)]
    public async Task Layouts_file_without_parents_of_joints_that_nothing_uses_passes_the_check()
    {
        var (code, _) = await CheckAsync("--create-topics", "--layouts", Path.Combine(SharedData.Root, Field, "layouts-wholebody", "layouts.json"));
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Topic_that_would_be_created_is_said_and_is_no_failure()
    {
        var (code, lines) = await CheckAsync("--create-topics");
        Assert.Equal(0, code);
        Assert.Contains(lines, line => line.EndsWith("--create-topics: not-yet, nor-this, not-yet.dead-letters would be created", StringComparison.Ordinal));
    }

    private static async Task<(int Code, IReadOnlyList<string> Lines)> ProduceAsync(string folder, params string[] flags)
    {
        string[] produce = ["produce", "--source", Path.Combine(SharedData.Root, Field, folder), "--dry-run"];
        var (code, _, lines) = await InProcessCommand.ToEndAsync([.. produce, .. flags]);
        return (code, lines);
    }

    private async Task<(int Code, IReadOnlyList<string> Lines)> CheckAsync(params string[] flags)
    {
        string[] check = ["check", "--bootstrap", cluster.Bootstrap, "--input", "not-yet", "--output", "nor-this"];
        var (code, _, lines) = await InProcessCommand.ToEndAsync([.. check, .. flags]);
        return (code, lines);
    }
}
