using StreamLift.Datasets.Rigs;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Training.Learning;

namespace StreamLift.Training.Quantization;

/// <summary>The options of <c>quantize</c>.</summary>
/// <param name="Model">The fp32 model.</param>
/// <param name="Data">Recorded motion. The training subjects provide the calibration data, the test subjects the error.</param>
/// <param name="Out">The int8 or fp16 model.</param>
/// <param name="Command">The command line, for the model card.</param>
internal sealed record QuantizeOptions(string Model, string Data, string Out, string Command)
{
    /// <summary>The 2D keypoints of the data: gt, sh or a path. Should be the same as in training.</summary>
    public string Detections { get; init; } = TrainingData.Truth;

    /// <summary>What motion files don't say about their skeleton.</summary>
    public RigOptions Rig { get; init; } = new();

    /// <summary>The subjects that the error is measured on if there is no test subject. They are not used for calibration.</summary>
    public IReadOnlyList<string> HoldOut { get; init; } = [];

    /// <summary>The precision of the new model: int8 or fp16.</summary>
    public Precision Precision { get; init; } = Precision.Int8;

    /// <summary>The range of the int8 weights. <c>bench/weight-bits</c> compares ranges.</summary>
    public WeightRange WeightRange { get; init; } = WeightRange.Default;

    /// <summary>The largest allowed increase of the error on the test subjects, in mm of protocol 1.</summary>
    public double MaxErrorIncrease { get; init; } = 0.3;
}
