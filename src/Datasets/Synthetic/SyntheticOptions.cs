namespace StreamLift.Datasets.Synthetic;

/// <summary>A performance to make up.</summary>
public sealed record SyntheticOptions
{
    /// <summary>Length of each take.</summary>
    public double Seconds { get; init; } = 60;

    /// <summary>Performer and noise; another number, another performance.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Standard deviation of the detections, px (<see cref="DetectorNoise"/>); 0: exact.</summary>
    public double NoisePixels { get; init; } = 3;
}

/// <summary>What the synthetic performer does.</summary>
public enum SyntheticActivity
{
    Walking,
    Waving,
    Squatting,
}
