using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Networks;
using StreamLift.Training.Samples;
using TorchSharp;
using static TorchSharp.torch;

namespace StreamLift.Training.Optimization;

/// <summary>The loss functions. Their inputs are the network's output in z-scores and the true pose in mm.</summary>
internal sealed class Loss
{
    private readonly Tensor _mean;
    private readonly Tensor _deviation;
    private readonly Tensor _parents;

    // Tensors instead of numbers, see ScalarLifetimeWorkaround.
    private readonly Tensor _one;
    private readonly Tensor _boneWeight;
    private readonly Tensor _truthWeight;
    private readonly Tensor _teacherWeight;
    private readonly LossKind _kind;
    private readonly bool _hasBoneLoss;

    /// <param name="normalization">The normalization of the poses.</param>
    /// <param name="kind">The loss function.</param>
    /// <param name="boneWeight">The weight of the bone loss: the error of the vectors from parent to joint (Sun et al., 2017).</param>
    /// <param name="teacher">The weight of the teacher's loss, if there is a teacher. The weight of the truth is 1 minus this.</param>
    /// <param name="toDevice">Moves a tensor to the device of the network. Null: the CPU.</param>
    public Loss(Normalization normalization, LossKind kind, float boneWeight = 0, float teacher = 0, Func<Tensor, Tensor>? toDevice = null)
    {
        toDevice ??= tensor => tensor;
        Tensor Number(float value) => toDevice(torch.tensor([value], [1]));
        (_one, _boneWeight, _truthWeight, _teacherWeight) = (Number(1), Number(boneWeight), Number(1 - teacher), Number(teacher));
        _hasBoneLoss = boneWeight > 0;
        _mean = toDevice(torch.tensor(normalization.OutputMean, [Normalization.OutputWidth]));
        _deviation = toDevice(torch.tensor(normalization.OutputDeviation, [Normalization.OutputWidth]));
        _parents = toDevice(torch.tensor(ToBones(), [Normalization.OutputWidth, Normalization.OutputWidth]));
        _kind = kind;
    }

    /// <param name="scores">rows × 48, z-scores.</param>
    /// <param name="truth">rows × 48, mm.</param>
    /// <param name="teacher">The teacher's poses, rows × 48, mm. Null: no teacher.</param>
    public Tensor PoseLoss(Tensor scores, Tensor truth, Tensor? teacher = null)
    {
        if (teacher is not null)
            return (_truthWeight * PoseLoss(scores, truth)).Plus(_teacherWeight * PoseLoss(scores, teacher));
        if (_kind == LossKind.MeanSquaredError)
            return (scores - ((truth - _mean) / _deviation)).Squared().mean();
        var error = (scores * _deviation) - (truth - _mean);
        return _hasBoneLoss ? Distance(error).Plus(_boneWeight * Distance(nn.functional.linear(error, _parents))) : Distance(error);
    }

    // Adding 1 mm² keeps the gradient of the square root finite for an exact prediction.
    private Tensor Distance(Tensor error) => error.view(-1, TrainingSample.Joints - 1, 3).Squared().sum(2).Plus(_one).sqrt().mean();

    // A matrix that subtracts from each joint its parent. The hip is not among the joints; it is 0.
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
    /// The loss of the sigma head: the negative log likelihood of the joint's error e under a normal distribution with deviation σ along each of
    /// three axes, 3 ln σ + |e|² / 2σ² without the constant (Nix and Weigend, 1994), as the mean over the joints.
    /// </summary>
    /// <param name="logSigma">rows × 16, ln of mm.</param>
    /// <param name="scores">rows × 48, z-scores, detached. Otherwise the pose would get worse to be more predictable.</param>
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
    /// <summary>The mean squared error of the z-scores, as in the paper.</summary>
    MeanSquaredError,

    /// <summary>The mean per joint position error in mm, which is also the evaluation metric. On Human3.6M it is 2.8 mm better (protocol 1).</summary>
    Mpjpe,
}
