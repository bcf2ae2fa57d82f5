namespace StreamLift.Host.Bench;

/// <summary>The service that was measured ended with an error; the bench ends with its exit code.</summary>
/// <param name="exitCode">What it ended with.</param>
/// <param name="lines">What it said.</param>
internal sealed class ServiceException(int exitCode, IReadOnlyList<string> lines) : Exception(string.Join("; ", lines))
{
    /// <summary>What it ended with.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>What it said, a line each.</summary>
    public IReadOnlyList<string> Lines { get; } = lines;
}
