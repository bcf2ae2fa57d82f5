using System.Text.RegularExpressions;
using Docker.DotNet;
using DotNet.Testcontainers.Builders;

namespace StreamLift.Containers.Tests;

/// <summary>The container engine that Testcontainers finds, or why it can't use one.</summary>
internal static partial class Engine
{
    /// <summary>Set where there is an engine for certain, as in CI: there a test that can't use it fails instead of being skipped.</summary>
    private const string Required = "STREAMLIFT_CONTAINERS_REQUIRED";

    /// <summary>Null where an engine can be used.</summary>
    public static string? Problem { get; } = Ask();

    /// <summary>Why the tests that need an engine are skipped; null: they are not.</summary>
    public static string? SkipReason => Environment.GetEnvironmentVariable(Required) is { Length: > 0 } ? null : Problem;

    /// <exception cref="InvalidOperationException">No engine can be used.</exception>
    public static void Require()
    {
        if (Problem is { } problem)
            throw new InvalidOperationException(problem);
    }

    /// <summary>What each address answered, and what would help.</summary>
    public static string Reason(DockerUnavailableException failure)
    {
        var attempts = failure.InnerException is AggregateException several ? several.InnerExceptions : (IReadOnlyList<Exception>)[failure];
        var answers = attempts.Select(attempt => $"{Address().Match(attempt.Message).Value} {Answer(attempt.GetBaseException())}").Distinct().ToList();
        var newest = answers.Select(answer => NewestVersion().Match(answer)).FirstOrDefault(match => match.Success);
        var help = newest is null
            ? "DOCKER_HOST names an engine elsewhere"
            : $"DOCKER_API_VERSION={newest.Groups[1]} makes Testcontainers ask for that version";
        return $"no container engine can be used: {string.Join("; ", answers)} ({help})";
    }

    private static string Answer(Exception cause) =>
        cause is DockerApiException { ResponseBody: { Length: > 0 } body }
            ? $"answers: {(Message().Match(body) is { Success: true } message ? message.Groups[1].Value : body.Trim())}"
            : $"does not answer: {cause.Message}";

    private static string? Ask()
    {
        try
        {
            // asks the engine and makes nothing yet
            new NetworkBuilder().Build();
            return null;
        }
        catch (DockerUnavailableException e)
        {
            return Reason(e);
        }
    }

    [GeneratedRegex("(?<=')[^']+(?=')")]
    private static partial Regex Address();

    [GeneratedRegex("\"message\":\"([^\"]*)\"")]
    private static partial Regex Message();

    [GeneratedRegex("Maximum supported API version is ([0-9.]+[0-9])")]
    private static partial Regex NewestVersion();
}
