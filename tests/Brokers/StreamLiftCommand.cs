namespace StreamLift.Tests.Brokers;

/// <summary>The command line under test, as its own process: what a user starts.</summary>
internal static class StreamLiftCommand
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    public static readonly string Program = Path.Combine(AppContext.BaseDirectory, "streamlift.dll");

    public static Command Start(params IEnumerable<string> arguments) => Start(new Dictionary<string, string>(), arguments);

    public static Command Start(IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments) =>
        Command.Start("dotnet", [Program, .. arguments], environment);

    /// <summary>Starts <c>run</c> with the endpoints off and waits until it reads.</summary>
    public static async Task<Command> RunAsync(string bootstrap, string input, string output, params IEnumerable<string> more)
    {
        var run = Start(RunArguments(bootstrap, input, output, more));
        await run.LineAsync(line => line.Contains("partitions assigned", StringComparison.Ordinal), Patience);
        return run;
    }

    /// <summary>The arguments of <c>run</c>: with the endpoints off and a group of the input's own, unless others are given.</summary>
    public static IReadOnlyList<string> RunArguments(string bootstrap, string input, string output, params IEnumerable<string> more) =>
        [
            "run",
            "--bootstrap",
            bootstrap,
            "--input",
            input,
            "--output",
            output,
            // a test that doesn't ask for the endpoints would meet its neighbour's
            .. more.Contains("--http") ? (string[])[] : ["--http", "off"],
            .. more.Contains("--group") ? (string[])[] : ["--group", $"group-of-{input}"],
            .. more,
        ];

    /// <summary>Runs the training program's <c>score</c>.</summary>
    public static Task<(int Code, string Output)> ScoreAsync(params IEnumerable<string> arguments) => TrainingAsync(["score", .. arguments]);

    /// <summary>Runs a command of the training program where that has been built.</summary>
    public static async Task<(int Code, string Output)> TrainingAsync(params IEnumerable<string> arguments)
    {
        var folder = AppContext.BaseDirectory.Replace(Path.Combine("tests", "Pipeline.Tests"), Path.Combine("src", "Training"), StringComparison.Ordinal);
        using var command = Command.Start("dotnet", [Path.Combine(folder, "streamlift-training.dll"), .. arguments]);
        var code = await command.ExitAsync(Patience);
        return (code, command.Output + (code == 0 ? "" : string.Join('\n', command.Lines)));
    }
}
