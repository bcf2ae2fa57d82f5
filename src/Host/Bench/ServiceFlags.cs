using System.CommandLine;
using StreamLift.Host.Commands;
using StreamLift.Poses;

namespace StreamLift.Host.Bench;

/// <summary>
/// Parses the options that bench passes to <c>run</c> with run's own parser, so that errors are reported before anything is measured.
/// </summary>
internal static class ServiceFlags
{
    /// <summary>The configuration keys that they set, topics and broker included.</summary>
    /// <exception cref="ConfigurationException">run has no such option, or its value is invalid.</exception>
    public static Dictionary<string, string?> Of(BenchOptions options)
    {
        var command = RunOptions.AddTo(new Command("run"));
        var parsed = command.Parse(["--bootstrap", options.Bootstrap ?? "none:1", "--input", "bench-in", "--output", "bench-out", .. options.Run]);
        if (parsed.Errors.Count > 0)
            throw new ConfigurationException([.. parsed.Errors.Select(error => $"run: {error.Message}")]);
        return RunOptions.Read(parsed);
    }
}
