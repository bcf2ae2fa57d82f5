namespace StreamLift.Faults.Tests;

/// <summary>What is promised, as the command line names it.</summary>
internal static class Guarantees
{
    public const string AtLeastOnce = nameof(AtLeastOnce), ExactlyOnce = nameof(ExactlyOnce);

    public static IReadOnlyList<string> All { get; } = [AtLeastOnce];

    /// <summary>The flags that ask for it.</summary>
    public static string[] Flags(string guarantee, int commitMs) => ["--kafka", $"auto.commit.interval.ms={commitMs}"];
}
