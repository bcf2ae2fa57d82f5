using System.Text.RegularExpressions;
using StreamLift.Poses;

namespace StreamLift.Host;

/// <summary>
/// Secret librdkafka properties. Their values may come from a file or the environment, and everything that this program prints has them replaced
/// by asterisks.
/// </summary>
internal static partial class Secrets
{
    private const string FromFile = "@file:",
        FromEnvironment = "@env:";
    private const int Shortest = 4; // a shorter value would match in half of every line

    private static readonly Lock Lock = new();
    private static volatile string[] _known = [];

    /// <summary>A property's value: as given, or the content of <c>@file:PATH</c> (without the trailing line break) or <c>@env:NAME</c>.</summary>
    /// <exception cref="ConfigurationException">No such file or variable.</exception>
    public static string Resolve(string property, string value)
    {
        var resolved = value;
        if (value.StartsWith(FromFile, StringComparison.Ordinal))
            resolved = ReadFile(property, value[FromFile.Length..]);
        else if (value.StartsWith(FromEnvironment, StringComparison.Ordinal))
            resolved = Environment.GetEnvironmentVariable(value[FromEnvironment.Length..])
                ?? throw new ConfigurationException($"--kafka {property}={value}: no such environment variable");
        if (!ReferenceEquals(resolved, value) || IsSecret().IsMatch(property))
            Keep(resolved);
        return resolved;
    }

    /// <summary>From now on no secret is written to stdout or stderr.</summary>
    public static void RedactConsole()
    {
        Console.SetOut(new RedactingTextWriter(Console.Out));
        Console.SetError(new RedactingTextWriter(Console.Error));
    }

    /// <summary>The text with secrets replaced.</summary>
    public static string Redact(string text)
    {
        foreach (var secret in _known)
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        return text;
    }

    private static void Keep(string secret)
    {
        lock (Lock)
        {
            // Longer values first: a shorter one may be part of them. The lines of a key may be printed one by one.
            var parts = secret.Split('\n', StringSplitOptions.TrimEntries).Append(secret);
            _known = [.. _known.Concat(parts.Where(part => part.Length >= Shortest)).Distinct().OrderByDescending(known => known.Length)];
        }
    }

    private static string ReadFile(string property, string path)
    {
        try
        {
            return File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConfigurationException($"--kafka {property}={FromFile}{path}: {e.Message}");
        }
    }

    [GeneratedRegex(@"password|passphrase|secret|token$|\.pem$|oauthbearer\.config|jaas", RegexOptions.IgnoreCase)]
    private static partial Regex IsSecret();
}
