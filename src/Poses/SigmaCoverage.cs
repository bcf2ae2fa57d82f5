namespace StreamLift.Poses;

/// <summary>How a model's sigmas compare with the errors that were made, over the 16 joints beside the hip and their three axes.</summary>
/// <param name="Rms">The root of the mean square of error over sigma: 1 where sigma is the errors' standard deviation, above where it promises too much.</param>
/// <param name="Within1">The share of coordinates within 1 sigma of the truth, %; of a normal distribution 68.3.</param>
/// <param name="Within2">Within 2 sigma, %; of a normal distribution 95.4.</param>
/// <param name="On">What it was measured on.</param>
public sealed record SigmaCoverage(double Rms, double Within1, double Within2, string On);
