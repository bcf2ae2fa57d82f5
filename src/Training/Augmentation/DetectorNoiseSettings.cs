namespace StreamLift.Training.Augmentation;

/// <summary>How large a detector's errors are, as shares of the larger side of the person's box, and how often it is far off.</summary>
/// <param name="MinDeviation">The smallest deviation of a sample's joints.</param>
/// <param name="MaxDeviation">The largest; between them as many small ones as large.</param>
/// <param name="OutlierShare">The share of joints that are off by five times as much.</param>
/// <param name="LimbCorrelation">The share of the deviation that a limb's joints have in common: a detector that takes a wrist for another takes the elbow
/// along.</param>
/// <param name="SwappedShare">The share of samples with both arms or both legs taken for each other.</param>
internal sealed record DetectorNoiseSettings(
    float MinDeviation = 0.004f,
    float MaxDeviation = 0.035f,
    float OutlierShare = 0.02f,
    float LimbCorrelation = 0,
    float SwappedShare = 0
);
