using StreamLift.Training.Samples;

namespace StreamLift.Training.Sigma;

/// <summary>Converts the output of a sigma head to sigmas, in the same way as the model file.</summary>
internal static class SigmaOutput
{
    /// <summary>Sigmas are clipped to this range, mm. Inputs far outside of the training data could give infinity otherwise.</summary>
    public const float MinMm = 1;
    public const float MaxMm = 1000;

    /// <param name="logSigma">16 numbers, ln of mm.</param>
    /// <param name="factors">17 numbers: the calibration factors.</param>
    /// <param name="sigma">17 numbers, mm. The hip's is 0.</param>
    public static void Decode(ReadOnlySpan<float> logSigma, ReadOnlySpan<float> factors, Span<float> sigma)
    {
        sigma[0] = 0;
        for (var joint = 1; joint < TrainingSample.Joints; joint++)
            sigma[joint] = Math.Clamp(MathF.Exp(logSigma[joint - 1] + MathF.Log(factors[joint])), MinMm, MaxMm);
    }
}
