namespace StreamLift.Datasets.Scenes;

/// <summary>The motion of one person in the scene's world. A pure function of time; thread-safe.</summary>
internal interface IPersonMotion
{
    /// <summary>The length, s.</summary>
    double Seconds { get; }

    /// <summary>The pose at a time.</summary>
    /// <param name="seconds">The time since the start; before the start and after the end the first and the last pose stay.</param>
    /// <param name="world">Receives the 17 joints of h36m17, z up, mm: 51 numbers.</param>
    void World(double seconds, Span<float> world);
}
