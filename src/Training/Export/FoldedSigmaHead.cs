using StreamLift.Training.Samples;

namespace StreamLift.Training.Export;

/// <summary>
/// The spread's two layers as they are served: from a pose in mm and features to the logarithms of sigma. It stands behind whatever made the pose, fp32, fp16
/// or int8, and
/// is fp32 itself: 1/350 of the work.
/// </summary>
/// <param name="Pose">The first layer's part of 51 numbers, mm, with its bias.</param>
/// <param name="Features">Its part of 34 features.</param>
/// <param name="Seen">Its part of 34 numbers that are 1 where a feature is not its <paramref name="Fill"/>, else 0.</param>
/// <param name="Fill">The features of a joint not seen.</param>
/// <param name="OutputLayer">To 17 numbers, ln of mm, calibrated; the hip's, unused, is 0.</param>
internal sealed record FoldedSigmaHead(FoldedLayer Pose, FoldedLayer Features, FoldedLayer Seen, float[] Fill, FoldedLayer OutputLayer)
{
    /// <summary>The same in plain arithmetic.</summary>
    /// <param name="pose">51 numbers, mm.</param>
    /// <param name="features">34 numbers.</param>
    /// <returns>16 numbers, ln of mm: without the hip's.</returns>
    public float[] LogSigma(float[] pose, ReadOnlySpan<float> features)
    {
        var seen = new float[Fill.Length];
        for (var i = 0; i < seen.Length; i++)
            seen[i] = features[i] == Fill[i] ? 0 : 1;
        var (ofPose, ofFeatures, ofSeen) = (Apply(Pose, pose), Apply(Features, features), Apply(Seen, seen));
        var hidden = new float[ofPose.Length];
        for (var i = 0; i < hidden.Length; i++)
            hidden[i] = Math.Max(0, ofPose[i] + ofFeatures[i] + ofSeen[i]);
        return Apply(OutputLayer, hidden)[1..TrainingSample.Joints];
    }

    private static float[] Apply(FoldedLayer layer, ReadOnlySpan<float> input)
    {
        var output = layer.Bias.ToArray();
        for (var row = 0; row < output.Length; row++)
        for (var column = 0; column < layer.Inputs; column++)
            output[row] += layer.Weights[(row * layer.Inputs) + column] * input[column];
        return output;
    }
}
