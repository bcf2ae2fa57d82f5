using StreamLift.Host.Brokers;

namespace StreamLift.Host;

/// <summary>What the process's exit code says; scripts rely on it.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>A check failed: <c>check</c>, or <c>evaluate</c> with missing frames.</summary>
    public const int CheckFailed = 1;

    /// <summary>Options, configuration, data, a missing topic.</summary>
    public const int Configuration = 2;

    /// <summary>The model can't be used.</summary>
    public const int Model = 3;

    /// <summary>No broker answers, or it has failed for good.</summary>
    public const int Broker = 4;

    /// <summary>A native call hung, or the GPU was lost.</summary>
    public const int Hung = 5;

    /// <summary>A second Ctrl+C.</summary>
    public const int Interrupted = 130;
}
