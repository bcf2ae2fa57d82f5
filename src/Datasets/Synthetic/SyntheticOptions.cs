namespace StreamLift.Datasets.Synthetic;

/// <summary>The options of a synthetic dataset.</summary>
public sealed record SyntheticOptions
{
    /// <summary>The length of each take.</summary>
    public double Seconds { get; init; } = 60;

    /// <summary>The seed of the performer and the noise.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The standard deviation of the noise, px (<see cref="DetectorNoise"/>). 0: no noise.</summary>
    public double NoisePixels { get; init; } = 3;
}

/// <summary>The activities of the synthetic performer.</summary>
public enum SyntheticActivity
{
    Walking,
    Waving,
    Squatting,
}
