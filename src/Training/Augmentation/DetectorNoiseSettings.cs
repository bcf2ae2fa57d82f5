namespace StreamLift.Training.Augmentation;

/// <summary>The size of the simulated detector errors, as shares of the longer side of the person's bounding box.</summary>
/// <param name="MinDeviation">The smallest standard deviation of a sample.</param>
/// <param name="MaxDeviation">The largest standard deviation of a sample. Deviations are distributed log-uniformly between both.</param>
/// <param name="OutlierShare">The share of joints whose error is five times as large.</param>
/// <param name="LimbCorrelation">The correlation of the errors within a limb: a detector that misplaces a wrist often misplaces the elbow too.</param>
/// <param name="SwappedShare">The share of samples in which the left and right arm, or the left and right leg, are swapped.</param>
/// <param name="TailDeviation">The standard deviation of the logarithm of a joint's own deviation: a few joints are far off. 0: no tails.</param>
/// <param name="MissedShare">The share of samples in which a limb lies elsewhere as a whole, or on the limb of the other side.</param>
internal sealed record DetectorNoiseSettings(
    float MinDeviation = 0.004f,
    float MaxDeviation = 0.035f,
    float OutlierShare = 0.02f,
    float LimbCorrelation = 0,
    float SwappedShare = 0,
    float TailDeviation = 0,
    float MissedShare = 0
);
