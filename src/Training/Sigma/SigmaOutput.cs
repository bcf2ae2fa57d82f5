using StreamLift.Training.Samples;

namespace StreamLift.Training.Sigma;

/// <summary>A network's row of spreads as the file gives it.</summary>
internal static class SigmaOutput
{
    /// <summary>What is served lies between, mm: a number far out of the training's range would be no number after all.</summary>
    public const float MinMm = 1;
    public const float MaxMm = 1000;

    /// <param name="logSigma">16, ln of mm.</param>
    /// <param name="factors">17, of the calibration.</param>
    /// <param name="sigma">17, mm; the hip's is 0.</param>
    public static void Decode(ReadOnlySpan<float> logSigma, ReadOnlySpan<float> factors, Span<float> sigma)
    {
        sigma[0] = 0;
        for (var joint = 1; joint < TrainingSample.Joints; joint++)
            sigma[joint] = Math.Clamp(MathF.Exp(logSigma[joint - 1] + MathF.Log(factors[joint])), MinMm, MaxMm);
    }
}
