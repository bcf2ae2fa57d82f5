namespace StreamLift.Training.Quantisation;

/// <summary>What <c>quantize</c> was asked for.</summary>
/// <param name="Model">The fp32 model.</param>
/// <param name="Data">Recorded motion: training subjects to calibrate on, test subjects to measure the cost on.</param>
/// <param name="Out">The int8 model.</param>
/// <param name="Command">The command line, for the card.</param>
internal sealed record QuantiseOptions(string Model, string Data, string Out, string Command)
{
    /// <summary>What int8 may cost on the test subjects, mm of protocol 1.</summary>
    public double Allowed { get; init; } = 0.3;
}
