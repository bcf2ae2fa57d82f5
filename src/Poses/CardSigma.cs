namespace StreamLift.Poses;

/// <summary>What a model's second output, <c>sigma</c>, means and how far it can be trusted.</summary>
/// <param name="Meaning">In words.</param>
/// <param name="Calibration">Whose errors it was made to fit; or that nobody's were at hand.</param>
/// <param name="Calibrated">How it fits them; null where it was not calibrated.</param>
/// <param name="Test">How it fits the errors that the card's own are the mean of; null where that was not measured.</param>
public sealed record CardSigma(string Meaning, string Calibration, SigmaCoverage? Calibrated = null, SigmaCoverage? Test = null)
{
    /// <summary>The output's name in the graph: rows × 17, mm.</summary>
    public const string OutputName = "sigma";

    /// <summary>What <c>train</c> writes.</summary>
    public const string StandardDeviation =
        "mm; the standard deviation of a joint's error along each axis, taken as normal and alike in x, y and z; 0 for the hip, else 1 to 1000";
}
