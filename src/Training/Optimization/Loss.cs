using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Networks;
using StreamLift.Training.Samples;
using TorchSharp;
using static TorchSharp.torch;

namespace StreamLift.Training.Optimization;

/// <summary>What training lowers, from the network's z-scores and the truth in mm.</summary>
internal sealed class Loss
{
    private readonly Tensor _mean;
    private readonly Tensor _deviation;
    private readonly Tensor _parents;

    // Tensors, not numbers: see Sums.
    private readonly Tensor _one;
    private readonly Tensor _bones;
    private readonly Tensor _true;
    private readonly Tensor _taught;
    private readonly LossKind _kind;
    private readonly bool _withBones;

    /// <param name="normalization">Of the scores.</param>
    /// <param name="kind">What is lowered.</param>
    /// <param name="bones">The weight of the bones' error beside the joints': how far each bone, from parent to joint, is off (Sun et al. 2017).</param>
    /// <param name="taught">The teacher's weight where there is one; the truth has what is left of 1.</param>
    /// <param name="there">Brings a tensor to where the network computes; null: it is there.</param>
    public Loss(Normalization normalization, LossKind kind, float bones = 0, float taught = 0, Func<Tensor, Tensor>? toDevice = null)
    {
        toDevice ??= tensor => tensor;
        Tensor Number(float value) => toDevice(torch.tensor([value], [1]));
        (_one, _bones, _true, _taught) = (Number(1), Number(bones), Number(1 - taught), Number(taught));
        _withBones = bones > 0;
        _mean = toDevice(torch.tensor(normalization.OutputMean, [Normalization.OutputWidth]));
        _deviation = toDevice(torch.tensor(normalization.OutputDeviation, [Normalization.OutputWidth]));
        _parents = toDevice(torch.tensor(ToBones(), [Normalization.OutputWidth, Normalization.OutputWidth]));
        _kind = kind;
    }

    /// <param name="scores">rows × 48, z-scores.</param>
    /// <param name="truth">rows × 48, mm.</param>
    /// <param name="taught">What the teacher makes of it, likewise; null: there is none.</param>
    public Tensor PoseLoss(Tensor scores, Tensor truth, Tensor? taught = null)
    {
        if (taught is not null)
            return (_true * PoseLoss(scores, truth)).Plus(_taught * PoseLoss(scores, taught));
        if (_kind == LossKind.MeanSquaredError)
            return (scores - ((truth - _mean) / _deviation)).Squared().mean();
        var off = (scores * _deviation) - (truth - _mean);
        return _withBones ? Distance(off).Plus(_bones * Distance(nn.functional.linear(off, _parents))) : Distance(off);
    }

    // 1 mm² keeps the root's slope finite where a joint is exactly right.
    private Tensor Distance(Tensor off) => off.view(-1, TrainingSample.Joints - 1, 3).Squared().sum(2).Plus(_one).sqrt().mean();

    // A joint less its parent, for all joints beside the hip, which is 0.
    private static float[] ToBones()
    {
        var (matrix, outputs) = (new float[Normalization.OutputWidth * Normalization.OutputWidth], Normalization.OutputWidth);
        for (var i = 0; i < outputs; i++)
        {
            matrix[(i * outputs) + i] = 1;
            if (Skeletons.H36m17.Parents[(i / 3) + 1] is var parent and > 0)
                matrix[(i * outputs) + (3 * (parent - 1)) + (i % 3)] = -1;
        }
        return matrix;
    }

    /// <summary>
    /// What the spread is learnt by: the negative log likelihood of a joint's error e as a normal one of deviation σ along each of three axes,
    /// 3 ln σ + |e|² / 2σ² (Nix and Weigend 1994; a constant left away), mean over joints.
    /// </summary>
    /// <param name="logSigma">rows × 16, ln of mm.</param>
    /// <param name="scores">rows × 48, z-scores; detached, or the pose would be worsened to be predictable.</param>
    /// <param name="truth">rows × 48, mm.</param>
    public Tensor SigmaLoss(Tensor logSigma, Tensor scores, Tensor truth)
    {
        var squares = ((scores * _deviation) - (truth - _mean)).view(-1, TrainingSample.Joints - 1, 3).Squared().sum(2);
        var twice = logSigma.Plus(logSigma);
        var variance = twice.exp();
        return logSigma.Plus(twice).Plus(squares / variance.Plus(variance)).mean();
    }
}

internal enum LossKind
{
    /// <summary>Mean square of z-scores' differences: the paper's.</summary>
    MeanSquaredError,

    /// <summary>Mean joint distance, mm: what is measured. On Human3.6M 2.8 mm better (protocol 1).</summary>
    Mpjpe,
}
