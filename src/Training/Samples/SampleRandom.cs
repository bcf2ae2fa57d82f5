using StreamLift.Datasets;
using StreamLift.Training.Optimization;

namespace StreamLift.Training.Samples;

/// <summary>
/// Random numbers of one sample (SplitMix64; Steele, Lea, Flood 2014): made from seed, epoch and place, so that a sample is the same
/// whichever thread makes it, and after <c>--resume</c>. Pass by reference: a copy repeats.
/// </summary>
internal struct SampleRandom(ulong seed, ulong epoch, ulong index)
{
    private ulong _state = SplitMix64.Mix(SplitMix64.Mix(SplitMix64.Mix(seed + SplitMix64.Increment) ^ epoch) ^ index);

    /// <summary>0 ≤ u &lt; 1.</summary>
    public float Uniform() => (Next() >> 40) * (1f / (1 << 24));

    public float Uniform(float from, float to) => from + ((to - from) * Uniform());

    /// <summary>As many between 1 and 2 as between 2 and 4.</summary>
    public float LogUniform(float from, float to) => from * MathF.Pow(to / from, Uniform());

    /// <summary>Mean 0, deviation 1 (Box and Muller).</summary>
    public float Normal() => MathF.Sqrt(-2 * MathF.Log(1 - Uniform())) * MathF.Cos(2 * MathF.PI * Uniform());

    public bool Chance(float probability) => Uniform() < probability;

    /// <summary>0 ≤ n &lt; <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)((Next() >> 32) * (ulong)limit >> 32);

    private ulong Next() => SplitMix64.Mix(_state += SplitMix64.Increment);
}
