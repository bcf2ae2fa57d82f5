using StreamLift.Training.Samples;
using TorchSharp;
using static TorchSharp.torch;

namespace StreamLift.Training.Learning;

/// <summary>What training lowers, from the network's z-scores and the truth in mm.</summary>
internal sealed class Loss
{
    private readonly Tensor _mean;
    private readonly Tensor _deviation;
    private readonly LossKind _kind;

    public Loss(Normalisation normalisation, LossKind kind)
    {
        _mean = torch.tensor(normalisation.OutputMean, [Normalisation.Outputs]);
        _deviation = torch.tensor(normalisation.OutputDeviation, [Normalisation.Outputs]);
        _kind = kind;
    }

    /// <param name="scores">rows × 48, z-scores.</param>
    /// <param name="truth">rows × 48, mm.</param>
    public Tensor Of(Tensor scores, Tensor truth)
    {
        if (_kind == LossKind.SquaredZScores)
            return (scores - ((truth - _mean) / _deviation)).square().mean();
        var off = (scores * _deviation) + _mean - truth;
        // 1 mm² keeps the root's slope finite where a joint is exactly right.
        return (off.view(-1, Sight.Joints - 1, 3).square().sum(2) + 1).sqrt().mean();
    }
}
