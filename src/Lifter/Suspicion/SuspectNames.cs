namespace StreamLift.Lifter.Suspicion;

/// <summary>The names of suspicions in log lines, in the header <c>streamlift-detail</c> and in metrics. They are stable.</summary>
internal static class SuspectNames
{
    private static readonly string[] Names =
    [
        "none",
        "normalised-coordinates",
        "outside-image",
        "swapped-size",
        "no-image-size",
        "upside-down",
        "mirrored",
        "never-moves",
        "timestamp-unit",
        "clock-ahead",
        "time-zone",
        "constant-scores",
        "joints-at-origin",
        "other-layout",
    ];

    /// <summary>The name in kebab-case.</summary>
    public static string Of(Suspect suspect) => Names[(int)suspect];
}
