using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace StreamLift.Tests.Brokers;

/// <summary>
/// Apache Kafka's jars and the Java that runs them: the installation that KAFKA_HOME names, else the one beside the clone, else the one that ./test has fetched
/// into artifacts/.
/// </summary>
internal static class KafkaInstallation
{
    private const int OldestJava = 17;

    private static readonly string? Home = Find();

    /// <summary>Why no broker can be started from an installation; null where one can.</summary>
    public static string? Missing { get; } =
        Home is null ? "no Kafka at KAFKA_HOME, beside the clone or in artifacts/: ./test fetches one"
        : HasJava() ? null
        : $"no Java {OldestJava} or later on PATH";

    /// <summary>Starts a program of Kafka's.</summary>
    /// <param name="main">The Java class.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="options">Java's own.</param>
    public static Command Start(string main, IEnumerable<string> arguments, params IEnumerable<string> options) =>
        Command.Start("java", [.. options, "-Dlog4j2.disableJmx=true", "-cp", Path.Combine(Home!, "libs", "*"), main, .. arguments]);

    /// <summary>Runs a program of Kafka's to its end.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static async Task RunAsync(string main, params IEnumerable<string> arguments)
    {
        using var command = Start(main, arguments);
        if (await command.ExitAsync(TimeSpan.FromMinutes(3)) != 0)
            throw new InvalidOperationException($"{main} ended with {command.ExitCode}: {string.Join('\n', command.Lines)}");
    }

    // what the user names counts alone: where it is wrong, another would be tested unnoticed
    private static string? Find()
    {
        IEnumerable<string> places = Environment.GetEnvironmentVariable("KAFKA_HOME") is { Length: > 0 } named
            ? [named]
            : [SharedData.Kafka, .. Directory.Exists(SharedData.Artifacts) ? Directory.GetDirectories(SharedData.Artifacts, "kafka_*") : []];
        return places.FirstOrDefault(place =>
            Directory.Exists(Path.Combine(place, "libs")) && Directory.EnumerateFiles(Path.Combine(place, "libs"), "kafka-clients-*.jar").Any()
        );
    }

    private static bool HasJava()
    {
        try
        {
            // "openjdk 17.0.15 2025-04-15"; a Java older than 9 has no such option
            using var java = Process.Start(new ProcessStartInfo("java", ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var words = java.StandardOutput.ReadToEnd().Split((char[])[' ', '.', '-', '\n']);
            return words.Length > 1 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version >= OldestJava;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
