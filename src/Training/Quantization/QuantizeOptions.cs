using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Training.Learning;

namespace StreamLift.Training.Quantization;

/// <summary>What <c>quantize</c> was asked for.</summary>
/// <param name="Model">The fp32 model.</param>
/// <param name="Data">Recorded motion: training subjects to calibrate on, test subjects to measure the cost on.</param>
/// <param name="Out">The int8 or fp16 model.</param>
/// <param name="Command">The command line, for the card.</param>
internal sealed record QuantizeOptions(string Model, string Data, string Out, string Command)
{
    /// <summary>The 2D it is calibrated and measured on: gt, sh or a path, as it was trained on.</summary>
    public string Detections { get; init; } = TrainingData.Truth;

    /// <summary>What it is made into: int8, or fp16.</summary>
    public Precision Precision { get; init; } = Precision.Int8;

    /// <summary>What int8's weights are rounded to; <c>bench/weight-bits</c> tries another.</summary>
    public WeightRange WeightRange { get; init; } = WeightRange.Default;

    /// <summary>What that may cost on the test subjects, mm of protocol 1.</summary>
    public double MaxErrorIncrease { get; init; } = 0.3;
}
