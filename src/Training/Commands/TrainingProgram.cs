using System.CommandLine;
using StreamLift.Poses;

namespace StreamLift.Training.Commands;

/// <summary>The command line of Training's program, and what its ends are.</summary>
internal static class TrainingProgram
{
    private const int BadConfiguration = 2;

    /// <returns>The exit code: 0, 2 (options, data), 3 (model).</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("StreamLift's training: makes, measures and exports the model") { TrainCommand.Create(), ExportCommand.Create() };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors)
                error.WriteLine(problem.Message);
            return BadConfiguration;
        }
        try
        {
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (ConfigurationException e)
        {
            foreach (var problem in e.Problems)
                error.WriteLine(problem);
            return BadConfiguration;
        }
    }
}
