using System.CommandLine;
using StreamLift.Host.Commands;
using StreamLift.Poses;

namespace StreamLift.Host.Bench;

/// <summary>
/// What <c>run</c> would make of the flags that bench hands it: read by run's own reader, so that what is wrong is said before anything is measured.
/// </summary>
internal static class ServiceFlags
{
    /// <summary>The configuration keys that they set, topics and broker with them.</summary>
    /// <exception cref="ConfigurationException">run has no such flag, or can't read its value.</exception>
    public static Dictionary<string, string?> Of(BenchOptions options)
    {
        var command = RunOptions.AddTo(new Command("run"));
        var parsed = command.Parse(["--bootstrap", options.Bootstrap ?? "none:1", "--input", "bench-in", "--output", "bench-out", .. options.Run]);
        if (parsed.Errors.Count > 0)
            throw new ConfigurationException([.. parsed.Errors.Select(error => $"run: {error.Message}")]);
        return RunOptions.Read(parsed);
    }
}
