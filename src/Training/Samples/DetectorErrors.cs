namespace StreamLift.Training.Samples;

/// <summary>How large a detector's errors are, as shares of the larger side of the person's box, and how often it is far off.</summary>
/// <param name="Least">The smallest deviation of a sample's joints.</param>
/// <param name="Most">The largest; between them as many small ones as large.</param>
/// <param name="Outliers">The share of joints that are off by five times as much.</param>
/// <param name="Shared">The share of the deviation that a limb's joints have in common: a detector that takes a wrist for another takes the elbow
/// along.</param>
/// <param name="Swapped">The share of samples with both arms or both legs taken for each other.</param>
internal sealed record DetectorErrors(float Least = 0.004f, float Most = 0.035f, float Outliers = 0.02f, float Shared = 0, float Swapped = 0);
