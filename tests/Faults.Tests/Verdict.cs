namespace StreamLift.Faults.Tests;

/// <summary>What a reader of a topic finds against what ought to be there. All numbers are records.</summary>
/// <param name="Expected">What ought to be there.</param>
/// <param name="Missing">Of these, not seen.</param>
/// <param name="Doubled">Seen more often than they ought to be.</param>
/// <param name="Reordered">First seen after a later frame of the same stream.</param>
/// <param name="Unexpected">Neither asked for nor known.</param>
internal sealed record Verdict(int Expected, int Missing, int Doubled, int Reordered, int Unexpected)
{
    public static Verdict operator +(Verdict one, Verdict other) =>
        new(
            one.Expected + other.Expected,
            one.Missing + other.Missing,
            one.Doubled + other.Doubled,
            one.Reordered + other.Reordered,
            one.Unexpected + other.Unexpected
        );
}
