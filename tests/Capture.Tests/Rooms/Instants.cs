namespace StreamLift.Capture.Tests.Rooms;

/// <summary>The times of the instants of made rooms.</summary>
internal static class Instants
{
    private const double StartMs = 1_700_000_000_000;

    /// <summary>Of an instant, Unix ms.</summary>
    public static double Ms(int instant) => StartMs + (1000 * instant / Crowd.Rate);
}
