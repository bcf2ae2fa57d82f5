namespace StreamLift.Host.Tests.Record;

/// <summary>What is wrong with the options of <c>record</c>, said without a broker.</summary>
public sealed class RecordOptionsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streamlift-record");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task All_wrong_options_are_reported_at_once()
    {
        var lines = await RefusedAsync([
            "walk.trc",
            "--from",
            "yesterday",
            "--to",
            "0/x",
            "--seconds",
            "0",
            "--ports",
            "2",
            "--up",
            "north",
            "--rig-name",
            "hall",
            "--stream",
            "cam",
        ]);
        Assert.Equal(6, lines.Count);
        foreach (
            var thing in (string[])
                ["--ports: only with --out vmc://", "--rig-name and --stream: ", "--seconds 0: ", "--up north: ", "--from yesterday: ", "--to 0/x: "]
        )
            Assert.Contains(lines, line => line.StartsWith($"streamlift: {thing}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("vmc://localhost|--format|trc", "--format: only for files, not with vmc://")]
    [InlineData("vmc://localhost|--overwrite", "--overwrite: only for files, not with vmc://")]
    [InlineData("vmc://localhost|--ports|3|--person|3,4", "--ports 3: --person names 2 people only")]
    [InlineData("walk.trc|--person|3,x", "--person 3,x: 'x' is no id, which is a whole number")]
    [InlineData("vmc://localhost|--ports|0", "--ports 0: 1 to 100 were expected")]
    [InlineData("walk.trc|--from|latest|--to|end", "--from latest --to end: nothing lies between them; give --from earliest, or leave out --to")]
    [InlineData("walk|--format|mp4", "--format mp4: unknown; known are ")]
    [InlineData("walk", "walk: its name has no ending that says the format; add one (")]
    [InlineData("walk/", "--out walk/: a folder needs --format: ")]
    [InlineData("walk.mp4", "walk.mp4: .mp4 is no format that can be written; these can: ")]
    public async Task Wrong_option_is_one_line(string arguments, string problem)
    {
        var line = Assert.Single(await RefusedAsync(arguments.Split('|')));
        Assert.StartsWith($"streamlift: {problem}", line.Replace(_folder.FullName + "/", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rig_file_that_does_not_exist_is_one_line() =>
        Assert.Contains("no-such-rig.json", Assert.Single(await RefusedAsync(["walk.trc", "--rig", "no-such-rig.json"])));

    private async Task<IReadOnlyList<string>> RefusedAsync(string[] arguments)
    {
        var place = arguments[0].StartsWith("vmc:", StringComparison.Ordinal) ? arguments[0] : Path.Combine(_folder.FullName, arguments[0]);
        var (code, output, lines) = await InProcessCommand.ToEndAsync([
            "record",
            "--bootstrap",
            "localhost:1",
            "--topic",
            "people",
            "--out",
            place,
            .. arguments[1..],
        ]);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Empty(_folder.GetFileSystemInfos());
        return lines;
    }
}
