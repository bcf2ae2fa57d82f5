namespace StreamLift.Training.Scoring;

/// <summary>Joints whose predicted sigma is about the same.</summary>
/// <param name="Least">The bin's lower edge, mm.</param>
/// <param name="Sigma">The root of their sigmas' mean square, mm.</param>
/// <param name="Error">The root mean square of their errors along an axis, mm: what sigma promises.</param>
/// <param name="Distance">Their mean distance from the truth, mm.</param>
/// <param name="Joints">How many.</param>
internal sealed record SigmaBin(float Least, double Sigma, double Error, double Distance, long Joints);
