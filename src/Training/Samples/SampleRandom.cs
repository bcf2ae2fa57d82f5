using StreamLift.Datasets;
using StreamLift.Training.Optimization;

namespace StreamLift.Training.Samples;

/// <summary>
/// The random numbers of one sample (<see cref="SplitMix64"/>). They depend on the seed, the epoch and the sample's index only, so a sample is the
/// same on any thread and after <c>--resume</c>. Pass it by reference: a copy repeats the same numbers.
/// </summary>
internal struct SampleRandom(ulong seed, ulong epoch, ulong index)
{
    private ulong _state = SplitMix64.Mix(SplitMix64.Mix(SplitMix64.Mix(seed + SplitMix64.Increment) ^ epoch) ^ index);

    /// <summary>Uniform, 0 ≤ u &lt; 1.</summary>
    public float Uniform() => (Next() >> 40) * (1f / (1 << 24));

    public float Uniform(float from, float to) => from + ((to - from) * Uniform());

    /// <summary>Log-uniform: values between 1 and 2 are as likely as values between 2 and 4.</summary>
    public float LogUniform(float from, float to) => from * MathF.Pow(to / from, Uniform());

    /// <summary>Standard normal distribution (Box-Muller transform).</summary>
    public float Normal() => MathF.Sqrt(-2 * MathF.Log(1 - Uniform())) * MathF.Cos(2 * MathF.PI * Uniform());

    public bool Chance(float probability) => Uniform() < probability;

    /// <summary>A uniform integer, 0 ≤ n &lt; <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)((Next() >> 32) * (ulong)limit >> 32);

    private ulong Next() => SplitMix64.Mix(_state += SplitMix64.Increment);
}
