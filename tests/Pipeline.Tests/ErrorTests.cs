namespace StreamLift.Pipeline.Tests;

public sealed class ErrorTests(Cluster cluster)
{
    [Theory]
    [InlineData("run", 0)]
    [InlineData("demo", 130)]
    public async Task Signal_while_no_broker_answers_ends_the_command_at_once(string command, int code)
    {
        string[] flags = command == "run" ? ["--input", "a", "--output", "b", "--http", "off"] : [];
        using var waiting = StreamLiftCommand.Start([command, "--bootstrap", "127.0.0.1:1", "--connect-timeout", "3600", .. flags]);
        await waiting.LineAsync(line => line.Contains(command == "run" ? " model " : "device ", StringComparison.Ordinal), StreamLiftCommand.Patience);
        waiting.Terminate();
        Assert.Equal(code, await waiting.ExitAsync(StreamLiftCommand.Patience));
        Assert.Contains(waiting.Lines, line =>
            line.Contains(command == "run" ? "stopped before a broker answered at 127.0.0.1:1" : "interrupted", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Unknown_setting_is_named_and_a_broken_settings_file_gives_file_and_line()
    {
        var environment = new Dictionary<string, string> { ["STREAMLIFT__INGEST__MAXPEPOLE"] = "5", ["STREAMLIFT__NONSENSE__A"] = "1" };
        using (var run = StreamLiftCommand.Start(environment, ["run", "--bootstrap", "x:1", "--input", "a", "--output", "b"]))
        {
            Assert.Equal(2, await run.ExitAsync(StreamLiftCommand.Patience));
            Assert.Contains(run.Lines, line => line.Contains("StreamLift:INGEST:MAXPEPOLE: no such setting", StringComparison.OrdinalIgnoreCase));
            Assert.Contains(run.Lines, line => line.Contains("StreamLift:NONSENSE: no such section", StringComparison.OrdinalIgnoreCase));
        }

        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "appsettings.json"), "{\"StreamLift\": {\"Ingest\": ");
            var (program, file) = (StreamLiftCommand.Program, Path.Combine(folder.FullName, "appsettings.json"));
            using var check = Command.Start("sh", ["-c", $"cd '{folder.FullName}' && exec dotnet '{program}' check --bootstrap x:1 --input a --output b"]);
            Assert.Equal(1, await check.ExitAsync(StreamLiftCommand.Patience));
            Assert.Contains(check.Lines, line =>
                line.StartsWith("FAILED options", StringComparison.Ordinal)
                && line.Contains(file, StringComparison.Ordinal)
                && line.Contains("LineNumber", StringComparison.Ordinal)
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Missing_topics_are_each_named_and_none_is_created()
    {
        string[] run = ["run", "--bootstrap", cluster.Bootstrap, "--input", "nobody-made-this", "--output", "nor-this", "--http", "off"];
        var (code, _, lines) = await InProcessCommand.ToEndAsync(run);
        Assert.Equal(2, code);
        var problems = lines.Where(line => line.StartsWith("streamlift: ", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, problems.Count);
        Assert.Contains("nobody-made-this ", problems[0]);
        Assert.Contains("nor-this ", problems[1]);
        Assert.Contains("nobody-made-this.dead-letters ", problems[2]);
        Assert.All(problems, line => Assert.Contains("--create-topics", line));
        Assert.Equal(2, (await InProcessCommand.ToEndAsync(run)).Code);
    }

    [Fact]
    public async Task Check_lists_passed_and_failed_checks_and_exits_1_on_a_failure()
    {
        var input = await cluster.TopicAsync("in");
        await cluster.DeadLettersOf(input);
        var (code, output, _) = await InProcessCommand.ToEndAsync("check", "--bootstrap", cluster.Bootstrap, "--input", input, "--output", input + "-out");
        Assert.Equal(1, code);
        Assert.Matches("(?m)^ok     options", output);
        Assert.Matches("(?m)^ok     model", output);
        Assert.Matches($"(?m)^FAILED broker   topic {input}-out ", output);
        Assert.Equal(
            0,
            (await InProcessCommand.ToEndAsync("check", "--bootstrap", cluster.Bootstrap, "--input", input, "--output", await cluster.TopicAsync("out"))).Code
        );
    }
}
