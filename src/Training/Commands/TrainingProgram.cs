using System.CommandLine;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;

namespace StreamLift.Training.Commands;

/// <summary>The command line program of Training, and its exit codes.</summary>
internal static class TrainingProgram
{
    private const int BadConfiguration = 2;
    private const int BadModel = 3;

    /// <returns>The exit code: 0 success, 1 quantization error too large, 2 wrong options or data, 3 wrong model.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var verbose = new Option<bool>("--verbose") { Description = "Show the stack trace of an error", Recursive = true };
        var root = new RootCommand("StreamLift training: trains, measures and exports models")
        {
            TrainCommand.Create(),
            ScoreCommand.Create(),
            ExportCommand.Create(),
            QuantizeCommand.Create(),
            CardCommand.Create(),
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
                _ when LibtorchLoadError.Of(e) is { } problem => Fail(error, BadConfiguration, [problem]),
                // For example: the disk is full.
                _ => Fail(error, BadConfiguration, [$"{e.GetType().Name}: {e.Message} (--verbose shows the stack trace)"]),
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
