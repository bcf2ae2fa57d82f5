using StreamLift.Host.Brokers;

namespace StreamLift.Host;

/// <summary>The process's exit codes. Scripts rely on them.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>A check failed: <c>check</c>, or <c>evaluate</c> with missing frames.</summary>
    public const int CheckFailed = 1;

    /// <summary>Wrong options, configuration or data, or a missing topic.</summary>
    public const int Configuration = 2;

    /// <summary>The model can't be used.</summary>
    public const int Model = 3;

    /// <summary>No broker answers, or a fatal broker error.</summary>
    public const int Broker = 4;

    /// <summary>A native call hung, or the GPU was lost.</summary>
    public const int Hung = 5;

    /// <summary>A second Ctrl+C or SIGTERM.</summary>
    public const int Interrupted = 130;
}
