namespace StreamLift.Datasets.Scenes;

/// <summary>Random numbers that are a pure function of a seed and of what they decide, so that any frame can be made again.</summary>
/// <param name="seed">The seed of the scene.</param>
internal readonly struct SceneRandom(int seed)
{
    /// <summary>A number from 0 to below 1.</summary>
    /// <param name="what">What is decided.</param>
    /// <param name="a">The first index of the decision, such as the camera's.</param>
    /// <param name="b">The second.</param>
    /// <param name="c">The third.</param>
    public double Uniform(Decision what, long a, long b = 0, long c = 0)
    {
        var bits = SplitMix64.Mix((ulong)(uint)seed + SplitMix64.Increment + ((ulong)what << 32));
        bits = SplitMix64.Mix(bits + (ulong)a);
        bits = SplitMix64.Mix(bits + ((ulong)b * SplitMix64.Increment));
        bits = SplitMix64.Mix(bits + ((ulong)c * SplitMix64.Increment));
        return (bits >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>A number in a range.</summary>
    public double Between(double least, double most, Decision what, long a, long b = 0, long c = 0) => least + ((most - least) * Uniform(what, a, b, c));
}

/// <summary>What a random number decides.</summary>
internal enum Decision
{
    Phase,
    Clock,
    Lost,
    Late,
    Missed,
    MissedRun,
    HiddenLimb,
    HiddenJoint,
    HiddenNoise,
    Ghost,
    GhostPlace,
    GhostPosture,
}
