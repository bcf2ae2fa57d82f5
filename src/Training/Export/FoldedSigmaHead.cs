using StreamLift.Training.Samples;

namespace StreamLift.Training.Export;

/// <summary>
/// The sigma head in the form that is served. It computes ln sigma from a pose in mm and the features. It is always fp32, also in fp16 and int8
/// models, because it is only 1/350 of the computation.
/// </summary>
/// <param name="Pose">The hidden layer's weights for the 51 numbers of the pose in mm, and its bias.</param>
/// <param name="Features">The hidden layer's weights for the features.</param>
/// <param name="Seen">The hidden layer's weights for the visibility: a number a feature, 1 where it differs from <paramref name="Fill"/>, else 0.</param>
/// <param name="Fill">The feature values of a missing joint.</param>
/// <param name="OutputLayer">The output layer: 17 numbers, ln of mm, calibrated. The hip's value is 0 and not used.</param>
/// <param name="Checks">The differences between redundant joints: a layer of the features with ReLU, and the hidden layer's weights for it. Null:
/// features of version 1, which do not say what was seen, have none.</param>
internal sealed record FoldedSigmaHead(
    FoldedLayer Pose,
    FoldedLayer Features,
    FoldedLayer Seen,
    float[] Fill,
    FoldedLayer OutputLayer,
    (FoldedLayer Units, FoldedLayer Weights)? Checks = null
)
{
    /// <summary>Computes the sigma head without ONNX Runtime, for checks.</summary>
    /// <param name="pose">51 numbers, mm.</param>
    /// <param name="features">The features.</param>
    /// <returns>16 numbers, ln of mm, without the hip.</returns>
    public float[] LogSigma(float[] pose, ReadOnlySpan<float> features)
    {
        var seen = new float[Fill.Length];
        for (var i = 0; i < seen.Length; i++)
            seen[i] = features[i] == Fill[i] ? 0 : 1;
        var (ofPose, ofFeatures, ofSeen) = (Pose.Apply(pose), Features.Apply(features), Seen.Apply(seen));
        var hidden = new float[ofPose.Length];
        var ofChecks = Checks is { } checks
            ? checks.Weights.Apply([.. checks.Units.Apply(features).Select(unit => Math.Max(0, unit))])
            : new float[hidden.Length];
        for (var i = 0; i < hidden.Length; i++)
            hidden[i] = Math.Max(0, ofPose[i] + ofFeatures[i] + ofSeen[i] + ofChecks[i]);
        return OutputLayer.Apply(hidden)[1..TrainingSample.Joints];
    }
}
