using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Samples;
using StreamLift.Training.Sigma;

namespace StreamLift.Training.Quantization;

/// <summary>A reference implementation of a quantized network in integer arithmetic. Processors must compute the same numbers.</summary>
/// <param name="network">The quantized network.</param>
/// <param name="maxPairSum">
/// The largest sum of two neighbouring products; larger sums saturate. 32,767 simulates AVX2's <c>vpmaddubsw</c>, which adds them in 16 bits. The
/// default is no limit.
/// </param>
internal sealed class ReferenceInt8Network(QuantizedNetwork network, int maxPairSum = int.MaxValue)
{
    /// <summary>The pose: 51 numbers, mm.</summary>
    public float[] Lift(ReadOnlySpan<float> features)
    {
        var value = RunInputLayer(network.InputLayer, features, network.ResidualScale(0));
        for (var block = 0; block < network.Blocks.Count; block++)
        {
            var (first, second, secondScale) = network.Blocks[block];
            var inner = RunLayer(second, RunLayer(first, value, second.InputScale), secondScale);
            value = AddResidual(value, first.InputScale, inner, secondScale, network.ResidualScale(block + 1));
        }
        var leave = network.OutputLayer;
        var pose = new float[leave.Outputs];
        for (var row = 0; row < pose.Length; row++)
            pose[row] = Accumulate(leave, row, value) * (leave.InputScale * leave.WeightScales[row]);
        return pose;
    }

    /// <summary>The sigmas: 17 numbers, mm. Null: the network has no sigma head.</summary>
    public float[]? Sigma(ReadOnlySpan<float> features)
    {
        if (network.SigmaHead is null)
            return null;
        var sigma = new float[TrainingSample.Joints];
        SigmaOutput.Decode(network.SigmaHead.LogSigma(Lift(features), features), SigmaCalibration.Uncalibrated, sigma);
        return sigma;
    }

    private static byte[] RunInputLayer(FoldedLayer layer, ReadOnlySpan<float> features, float scale)
    {
        var value = new byte[layer.Outputs];
        for (var row = 0; row < value.Length; row++)
        {
            var sum = layer.Bias[row];
            for (var column = 0; column < layer.Inputs; column++)
                sum += layer.Weights[(row * layer.Inputs) + column] * features[column];
            value[row] = Round(sum / scale);
        }
        return value;
    }

    private byte[] RunLayer(QuantizedLayer layer, byte[] input, float scale)
    {
        var value = new byte[layer.Outputs];
        for (var row = 0; row < value.Length; row++)
            value[row] = Round(Accumulate(layer, row, input) * (layer.InputScale * layer.WeightScales[row] / scale));
        return value;
    }

    private static byte[] AddResidual(byte[] a, float aScale, byte[] b, float bScale, float scale)
    {
        var value = new byte[a.Length];
        for (var i = 0; i < value.Length; i++)
            value[i] = Round(((a[i] * aScale) + (b[i] * bScale)) / scale);
        return value;
    }

    private int Accumulate(QuantizedLayer layer, int row, byte[] input)
    {
        var sum = layer.Bias[row];
        var weights = layer.Weights.AsSpan(row * layer.Inputs, layer.Inputs);
        for (var column = 0; column < weights.Length; column += 2)
        {
            var pair = input[column] * weights[column];
            if (column + 1 < weights.Length)
                pair += input[column + 1] * weights[column + 1];
            sum += Math.Clamp(pair, -maxPairSum - 1, maxPairSum);
        }
        return sum;
    }

    // Rounds half to even, as ONNX does.
    private static byte Round(float value) => (byte)Math.Clamp(MathF.Round(value), byte.MinValue, byte.MaxValue);
}
