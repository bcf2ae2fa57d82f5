namespace StreamLift.Training.Samples;

/// <summary>What an epoch makes of each recorded frame.</summary>
/// <param name="Recorded">Times it is seen by one of its own cameras, in turn.</param>
/// <param name="Virtual">Times it is seen by a <see cref="VirtualCamera"/>.</param>
/// <param name="Moved">The share of recorded views with the person turned and moved (<see cref="RandomPlacement"/>).</param>
/// <param name="Varied">The share of all with another body (<see cref="BodyVariation"/>).</param>
/// <param name="Flipped">The share seen in a mirror.</param>
/// <param name="Noisy">The share with a detector's errors (<see cref="DetectorNoise"/>).</param>
/// <param name="Masked">The share with joints missing (<see cref="JointMask"/>).</param>
internal sealed record ViewMix(int Recorded, int Virtual, float Moved, float Varied, float Flipped, float Noisy, float Masked)
{
    /// <summary>The share with another frame's arms or legs (<see cref="LimbMix"/>).</summary>
    public float Mixed { get; init; }

    /// <summary>By how much a bone's length varies, and the whole body's: deviations as shares.</summary>
    public float Bone { get; init; } = 0.03f;

    /// <inheritdoc cref="Bone"/>
    public float Whole { get; init; } = 0.05f;

    /// <summary>By how much a virtual camera is rolled: deviation, radians.</summary>
    public float Roll { get; init; } = 0.04f;

    /// <summary>Of the noisy ones.</summary>
    public DetectorErrors Errors { get; init; } = new();

    /// <summary>The recording as it is.</summary>
    public static ViewMix Plain { get; } = new(4, 0, 0, 0, 0, 0, 0);

    public int Views => Recorded + Virtual;

    /// <summary>As many views, all by the recording's own cameras.</summary>
    public ViewMix WithoutVirtual() => this with { Recorded = Views, Virtual = 0 };
}
