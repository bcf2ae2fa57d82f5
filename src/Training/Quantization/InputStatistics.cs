using StreamLift.Training.Learning;
using StreamLift.Training.Optimization;
using TorchSharp;

namespace StreamLift.Training.Quantization;

/// <summary>The mean and covariance of a layer's inputs on the calibration data.</summary>
/// <param name="Mean">The mean of each input.</param>
/// <param name="Covariance">Inputs × inputs, in row-major order.</param>
internal sealed record InputStatistics(float[] Mean, float[] Covariance)
{
    // This share of the mean variance is added to the diagonal, because the covariance of a few rows is uncertain. GPTQ uses the same value.
    private const float Damping = 0.01f;

    /// <param name="values">rows × width.</param>
    /// <param name="width">The number of inputs.</param>
    public static InputStatistics Of(float[] values, int width)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var rows = torch.tensor(values, [values.Length / width, width]);
        var mean = rows.mean([0L]);
        var off = rows - mean;
        var covariance = torch.matmul(off.t(), off) / rows.shape[0];
        covariance += Damping * covariance.diagonal().mean() * torch.eye(width);
        return new InputStatistics(mean.FloatSpan().ToArray(), covariance.FloatSpan().ToArray());
    }
}
