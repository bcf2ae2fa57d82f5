namespace StreamLift.Training.Augmentation;

/// <summary>The data augmentation of an epoch: how often each recorded frame is used, and how it is changed.</summary>
/// <param name="RecordedViews">Views of a frame through its own recorded cameras, in rotation.</param>
/// <param name="VirtualViews">Views of a frame through a random <see cref="VirtualCamera"/>.</param>
/// <param name="MovedShare">The share of the recorded views in which the person is rotated and moved (<see cref="RandomPlacement"/>).</param>
/// <param name="BodyVariationShare">The share of all views in which the body has other proportions (<see cref="BodyShapeVariation"/>).</param>
/// <param name="FlippedShare">The share of all views that are mirrored.</param>
/// <param name="NoisyShare">The share of all views with detector noise (<see cref="DetectorNoiseAugmentation"/>).</param>
/// <param name="MaskedShare">The share of all views with missing joints (<see cref="JointMasking"/>).</param>
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
    /// <summary>The share of all views with the arms or legs of another frame (<see cref="LimbExchange"/>).</summary>
    public float LimbExchangeShare { get; init; }

    /// <summary>The share of all views with an arm or both in random positions (<see cref="ArmSampling"/>).</summary>
    public float ArmShare { get; init; }

    /// <summary>The share of all views with the legs in random positions (<see cref="LegSampling"/>).</summary>
    public float LegShare { get; init; }

    /// <summary>The share of all views with the trunk bent and the person leaning (<see cref="TrunkBending"/>).</summary>
    public float BentShare { get; init; }

    /// <summary>The share of all views with the body of a random person (<see cref="BodyPopulation"/>).</summary>
    public float PopulationShare { get; init; }

    /// <summary>The share of the virtual views that are seen by Human3.6M's cameras (<see cref="StudioCamera"/>).</summary>
    public float StudioShare { get; init; }

    /// <summary>The share of all views that a near camera sees, which cuts off a part of the person (<see cref="NearCamera"/>).</summary>
    public float NearShare { get; init; }

    /// <summary>How far kinds of poses are balanced: 0: frames count alike, 1: kinds of poses do (<see cref="Samples.PoseBalance"/>).</summary>
    public float Balance { get; init; }

    /// <summary>The share of the views with missing joints in which half a body is missing (<see cref="JointMasking"/>).</summary>
    public float HalfShare { get; init; }

    /// <summary>The standard deviation of a bone's length and of the body's size, as shares.</summary>
    public float BoneDeviation { get; init; } = 0.03f;

    /// <inheritdoc cref="BoneDeviation"/>
    public float SizeDeviation { get; init; } = 0.05f;

    /// <summary>The standard deviation of a virtual camera's roll, in radians.</summary>
    public float RollDeviation { get; init; } = 0.04f;

    /// <summary>The detector noise of the views that have it.</summary>
    public DetectorNoiseSettings Noise { get; init; } = new();

    /// <summary>No augmentation: four recorded views of each frame.</summary>
    public static AugmentationSettings None { get; } = new(4, 0, 0, 0, 0, 0, 0);

    public int Views => RecordedViews + VirtualViews;

    /// <summary>The same number of views, all through recorded cameras.</summary>
    public AugmentationSettings WithoutVirtual() => this with { RecordedViews = Views, VirtualViews = 0 };
}
