using StreamLift.Training.Learning;
using StreamLift.Training.Optimization;
using TorchSharp;

namespace StreamLift.Training.Quantization;

/// <summary>How a layer's inputs vary on calibration rows.</summary>
/// <param name="Mean">Of each input.</param>
/// <param name="Covariance">Inputs × inputs, row by row.</param>
internal sealed record InputStatistics(float[] Mean, float[] Covariance)
{
    // A share of the mean variance, on the diagonal: what rows too few for so many inputs seem to tell is not followed (GPTQ takes as much).
    private const float Damping = 0.01f;

    /// <param name="values">Rows × width.</param>
    /// <param name="width">Inputs.</param>
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
