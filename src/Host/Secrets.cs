using System.Text.RegularExpressions;
using StreamLift.Poses;

namespace StreamLift.Host;

/// <summary>
/// Properties of librdkafka that nobody may read over one's shoulder: their values come from a file or the environment where they say so, and
/// whatever this program prints has them blotted out.
/// </summary>
internal static partial class Secrets
{
    private const string FromFile = "@file:",
        FromEnvironment = "@env:";
    private const int Shortest = 4; // a shorter one would blot out half of every line

    private static readonly Lock Lock = new();
    private static volatile string[] _known = [];

    /// <summary>A property's value: as it stands, or what <c>@file:PATH</c> (without the line's end) or <c>@env:NAME</c> holds.</summary>
    /// <exception cref="ConfigurationException">There is no such file or variable.</exception>
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

    /// <summary>Lets nothing secret onto stdout and stderr from now on, whoever writes there.</summary>
    public static void RedactConsole()
    {
        Console.SetOut(new RedactingTextWriter(Console.Out));
        Console.SetError(new RedactingTextWriter(Console.Error));
    }

    /// <summary>The text without what is secret.</summary>
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
            // a longer one first: another may be a part of it. A key's lines may be printed one by one.
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
