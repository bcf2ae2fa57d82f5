namespace StreamLift.Training.Learning;

/// <summary>What runs share beside their data.</summary>
/// <param name="Display">Where they show themselves.</param>
/// <param name="Metrics">Where their epochs are noted; null: nowhere.</param>
/// <param name="Clock">The clock.</param>
internal sealed record RunPlaces(ITrainingDisplay Display, MetricsFile? Metrics, TimeProvider Clock);
