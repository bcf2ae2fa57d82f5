namespace StreamLift.Host.Tests.Commands;

/// <summary>What is wrong with a command line, its model or its broker, said in lines with an exit code. None of these needs a broker.</summary>
public sealed class CommandErrorTests
{
    [Fact]
    public async Task Configuration_errors_are_all_reported_at_once_one_per_line()
    {
        var (code, output, lines) = await InProcessCommand.ToEndAsync(
            "run",
            "--input",
            "a",
            "--image",
            "large",
            "--from",
            "yesterday",
            "--max-people",
            "0",
            "--device",
            "tpu",
            "--kafka",
            "acks=0"
        );
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.All(lines, line => Assert.StartsWith("streamlift: ", line));
        foreach (
            var thing in (string[])
                [
                    "--bootstrap",
                    "--output",
                    "--image",
                    "--from yesterday",
                    "--max-people: from 1 to 10000",
                    "--device tpu: not one of auto, cpu, cuda, tensorrt",
                    "acks",
                ]
        )
            Assert.Contains(lines, line => line.Contains(thing, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--no-such-flag")]
    [InlineData("--lanes")]
    [InlineData("--max-delay|soon")]
    [InlineData("--kafka|acks")]
    [InlineData("--lanes|two")]
    [InlineData("--lanes|0")]
    [InlineData("--http|127.0.0.1:99999")]
    [InlineData("--dead-letters|bad topic!")]
    public async Task Invalid_flag_is_named_with_exit_code_2(string flags)
    {
        var (code, output, lines) = await InProcessCommand.ToEndAsync(["run", "--bootstrap", "x:1", "--input", "a", "--output", "b", .. flags.Split('|')]);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(lines, line => line.Contains(flags.Split('|')[0], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unreachable_broker_is_one_line_and_exit_code_4()
    {
        var (code, _, lines) = await InProcessCommand.ToEndAsync(
            "run",
            "--bootstrap",
            "127.0.0.1:1",
            "--input",
            "a",
            "--output",
            "b",
            "--http",
            "off",
            "--connect-timeout",
            "1"
        );
        Assert.Equal(4, code);
        var line = Assert.Single(lines, line => line.StartsWith("streamlift: ", StringComparison.Ordinal));
        Assert.Contains("no broker answers at 127.0.0.1:1 within 1 s", line);
        Assert.DoesNotContain(lines, line => line.Contains("   at ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("no-such-model.onnx", "no-such-model.onnx")]
    [InlineData("StreamLift.Poses.dll", "not a model")]
    public async Task Unusable_model_is_one_line_and_exit_code_3(string file, string said)
    {
        var (code, _, lines) = await InProcessCommand.ToEndAsync(
            "run",
            "--bootstrap",
            "127.0.0.1:1",
            "--input",
            "a",
            "--output",
            "b",
            "--http",
            "off",
            "--model",
            Path.Combine(AppContext.BaseDirectory, file)
        );
        Assert.Equal(3, code);
        Assert.Contains(said, Assert.Single(lines));
    }

    [Fact]
    public async Task Output_topic_that_is_also_an_input_is_refused()
    {
        var (code, _, lines) = await InProcessCommand.ToEndAsync(
            "run",
            "--bootstrap",
            "x:1",
            "--input",
            "^in.*",
            "--output",
            "into",
            "--dead-letters",
            "letters"
        );
        Assert.Equal(2, code);
        Assert.Contains("--output into", Assert.Single(lines));
    }

    [Fact]
    public async Task Exactly_once_without_an_instance_name_is_refused_with_the_remedy()
    {
        var (code, _, lines) = await InProcessCommand.ToEndAsync("run", "--bootstrap", "x:1", "--input", "a", "--output", "b", "--guarantee", "exactlyonce");
        Assert.Equal(2, code);
        Assert.Contains("--instance NAME", Assert.Single(lines));
    }

    [Fact]
    public async Task Bench_error_is_one_line_with_the_exit_code_of_run()
    {
        await Says(2, "--frames 0", "bench", "--frames", "0");
        await Says(2, "--no-such", "bench", "--", "--no-such");
        await Says(3, "no-such.onnx", "bench", "--model", "no-such.onnx");
        await Says(4, "no broker answers at 127.0.0.1:1", "bench", "--bootstrap", "127.0.0.1:1", "--connect-timeout", "1");
    }

    private static async Task Says(int exitCode, string text, params IEnumerable<string> arguments)
    {
        var (code, output, lines) = await InProcessCommand.ToEndAsync(arguments);
        Assert.Equal(exitCode, code);
        Assert.Empty(output);
        Assert.Contains(text, Assert.Single(lines));
    }
}
