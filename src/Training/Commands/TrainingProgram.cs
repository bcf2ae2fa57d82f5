using System.CommandLine;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;

namespace StreamLift.Training.Commands;

/// <summary>The command line of Training's program, and what its ends are.</summary>
internal static class TrainingProgram
{
    private const int BadConfiguration = 2;
    private const int BadModel = 3;

    /// <returns>The exit code: 0, 1 (int8 costs too much), 2 (options, data), 3 (model).</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var verbose = new Option<bool>("--verbose") { Description = "Where an error came from", Recursive = true };
        var root = new RootCommand("StreamLift's training: makes, measures and exports the model")
        {
            TrainCommand.Create(),
            ScoreCommand.Create(),
            ExportCommand.Create(),
            QuantizeCommand.Create(),
            verbose,
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
            return Fail(error, BadConfiguration, [.. parsed.Errors.Select(error => error.Message)]);
        try
        {
            return parsed.Invoke(
                new InvocationConfiguration
                {
                    Output = output,
                    Error = error,
                    EnableDefaultExceptionHandler = false,
                }
            );
        }
        catch (Exception e)
        {
            if (parsed.GetValue(verbose))
                error.WriteLine(e);
            return e switch
            {
                ConfigurationException wrong => Fail(error, BadConfiguration, wrong.Problems),
                ModelException => Fail(error, BadModel, [e.Message]),
                _ when LibtorchProblem.Of(e) is { } problem => Fail(error, BadConfiguration, [problem]),
                // A full disk, say.
                _ => Fail(error, BadConfiguration, [$"{e.GetType().Name}: {e.Message} (--verbose shows where)"]),
            };
        }
    }

    private static int Fail(TextWriter error, int exitCode, IReadOnlyList<string> problems)
    {
        foreach (var problem in problems)
            error.WriteLine($"streamlift: {problem.ReplaceLineEndings(" ")}");
        return exitCode;
    }
}
