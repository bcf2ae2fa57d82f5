namespace StreamLift.Faults.Tests;

/// <summary>What is promised, as the command line names it.</summary>
internal static class Guarantees
{
    public const string AtLeastOnce = nameof(AtLeastOnce),
        ExactlyOnce = nameof(ExactlyOnce);

    public static IReadOnlyList<string> All { get; } = [AtLeastOnce, ExactlyOnce];

    /// <summary>Both by night; by day, when ./test has minutes for all of this, the one that more can go wrong with.</summary>
    public static IReadOnlyList<string> Mostly(string one) => Night.IsNight ? All : [one];

    /// <summary>The flags that ask for it. A transaction whose process is gone is over in seconds, where a user's takes a minute.</summary>
    public static string[] Flags(string guarantee, int commitMs) =>
        ["--guarantee", guarantee, "--commit-interval", $"{commitMs}", .. guarantee == ExactlyOnce ? new[] { "--kafka", "transaction.timeout.ms=8000" } : []];
}
