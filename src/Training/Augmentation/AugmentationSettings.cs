namespace StreamLift.Training.Augmentation;

/// <summary>What an epoch makes of each recorded frame.</summary>
/// <param name="RecordedViews">Times it is seen by one of its own cameras, in turn.</param>
/// <param name="VirtualViews">Times it is seen by a <see cref="VirtualCamera"/>.</param>
/// <param name="MovedShare">The share of recorded views with the person turned and moved (<see cref="RandomPlacement"/>).</param>
/// <param name="BodyVariationShare">The share of all with another body (<see cref="BodyShapeVariation"/>).</param>
/// <param name="FlippedShare">The share seen in a mirror.</param>
/// <param name="NoisyShare">The share with a detector's errors (<see cref="DetectorNoiseAugmentation"/>).</param>
/// <param name="MaskedShare">The share with joints missing (<see cref="JointMasking"/>).</param>
internal sealed record AugmentationSettings(
    int RecordedViews,
    int VirtualViews,
    float MovedShare,
    float BodyVariationShare,
    float FlippedShare,
    float NoisyShare,
    float MaskedShare
)
{
    /// <summary>The share with another frame's arms or legs (<see cref="LimbExchange"/>).</summary>
    public float LimbExchangeShare { get; init; }

    /// <summary>By how much a bone's length varies, and the whole body's: deviations as shares.</summary>
    public float BoneDeviation { get; init; } = 0.03f;

    /// <inheritdoc cref="BoneDeviation"/>
    public float SizeDeviation { get; init; } = 0.05f;

    /// <summary>By how much a virtual camera is rolled: deviation, radians.</summary>
    public float RollDeviation { get; init; } = 0.04f;

    /// <summary>Of the noisy ones.</summary>
    public DetectorNoiseSettings Noise { get; init; } = new();

    /// <summary>The recording as it is.</summary>
    public static AugmentationSettings None { get; } = new(4, 0, 0, 0, 0, 0, 0);

    public int Views => RecordedViews + VirtualViews;

    /// <summary>As many views, all by the recording's own cameras.</summary>
    public AugmentationSettings WithoutVirtual() => this with { RecordedViews = Views, VirtualViews = 0 };
}
