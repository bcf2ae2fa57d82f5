namespace StreamLift.Datasets.Scenes;

/// <summary>How the people of a scene are filmed and detected.</summary>
public sealed record SceneOptions
{
    /// <summary>The most people of a scene.</summary>
    public const int MostPeople = 50;

    /// <summary>The most cameras of a scene.</summary>
    public const int MostCameras = 64;

    /// <summary>The longest scene, s.</summary>
    public const double MostSeconds = 3600;

    /// <summary>The length, s. Recorded people may end earlier.</summary>
    public double Seconds { get; init; } = 60;

    /// <summary>Frames per second of the first camera. Synchronous cameras all have it; cameras that run free have it times 1, 25/30 and 2 in turn.</summary>
    public double Rate { get; init; } = 30;

    /// <summary>
    /// The standard deviation of the noise, px (<see cref="Synthetic.DetectorNoise"/>). 0: an exact detector, which also sees joints that another person
    /// hides.
    /// </summary>
    public double NoisePixels { get; init; } = 3;

    /// <summary>The share of people that a camera's detector misses, 0 to 1, in runs of about 0.2 s.</summary>
    public double Missed { get; init; }

    /// <summary>The share of ghosts: how many people who are not there a camera reports for each one who is, 0 to 1, in runs of about 0.2 s.</summary>
    public double Ghosts { get; init; }

    /// <summary>Whether the cameras run free: rates, phases and clocks of their own, late and lost frames.</summary>
    public bool IsFreeRunning { get; init; }

    /// <summary>The seed of everything that is random.</summary>
    public int Seed { get; init; } = 1;
}
