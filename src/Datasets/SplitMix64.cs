using System.Runtime.CompilerServices;

namespace StreamLift.Datasets;

/// <summary>The pseudo-random generator SplitMix64 (Steele, Lea and Flood, 2014).</summary>
public static class SplitMix64
{
    /// <summary>The constant that is added to the state for each number.</summary>
    public const ulong Increment = 0x9E3779B97F4A7C15;

    /// <summary>The output function. Each input bit changes half of the output bits on average, so it also serves as a hash function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
