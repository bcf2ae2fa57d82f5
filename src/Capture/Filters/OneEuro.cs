namespace StreamLift.Capture.Filters;

/// <summary>
/// The parameters of the One-Euro filter (Casiez, Roussel and Vogel, CHI 2012): a low-pass filter whose cutoff rises with the speed, so that a joint at rest
/// does not jitter and a fast one does not lag. A joint at rest lags 1/(2π·cutoff) seconds behind: 160 ms at 1 Hz.
/// </summary>
public sealed record OneEuro
{
    /// <summary>The cutoff at rest, Hz.</summary>
    public double MinCutoffHz { get; init; } = 1;

    /// <summary>By how much the cutoff rises with the speed: Hz for each mm/s, that is 1/mm.</summary>
    public double BetaPerMm { get; init; } = 0.02;

    /// <summary>The cutoff of the speed, Hz.</summary>
    public double SpeedCutoffHz { get; init; } = 1;
}
