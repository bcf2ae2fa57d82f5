using StreamLift.Training.Commands;

namespace StreamLift.Training.Tests.Commands;

/// <summary>Runs the training program within the test process.</summary>
internal static class TrainingProgramRun
{
    public static string Refused(string line, string said)
    {
        var (code, output, error) = Of(line);
        Assert.True(code == 2, $"{code}: {output}{error}");
        Assert.Contains(said, error, StringComparison.Ordinal);
        // score prints a note about its model before it opens the data.
        Assert.All(error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches("^(streamlift|note): ", line));
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", error, StringComparison.Ordinal); // .NET type names don't help a user
        return error;
    }

    public static (int Code, string Output, string Error) Of(string line)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = TrainingProgram.Run(line.Split(' '), output, error);
        return (code, output.ToString(), error.ToString());
    }
}
