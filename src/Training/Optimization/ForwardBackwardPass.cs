using StreamLift.Training.Networks;
using StreamLift.Training.Samples;
using TorchSharp;
using static TorchSharp.torch;

namespace StreamLift.Training.Optimization;

/// <summary>The forward and the backward pass of a training step, on the device of the network.</summary>
internal sealed class ForwardBackwardPass(LiftingNetwork network, DropoutMasks masks, Loss loss, ulong seed, Func<Tensor, Tensor> toDevice)
{
    /// <summary>Computes the loss and leaves the gradients in the network's parameters.</summary>
    /// <param name="step">The index of the step in the run, from 0. The dropout depends on it.</param>
    /// <returns>The loss as a tensor of one number: mm, or squared z-scores.</returns>
    public Tensor Run(Batch batch, long step)
    {
        network.train();
        masks.StartStep(step, seed);
        var input = toDevice(torch.tensor(batch.Input, [batch.Rows, batch.InputWidth]));
        var (scores, truth) = (network.call(input), toDevice(torch.tensor(batch.Target, [batch.Rows, Normalization.OutputWidth])));
        var poseLoss = loss.PoseLoss(
            scores,
            truth,
            batch.TeacherTarget is null ? null : toDevice(torch.tensor(batch.TeacherTarget, [batch.Rows, Normalization.OutputWidth]))
        );
        // Detached: the sigma head learns from the pose, but the pose does not learn from the sigma head.
        var totalLoss = network.LogSigma(scores.detach(), input) is { } logSigma ? poseLoss.Plus(loss.SigmaLoss(logSigma, scores.detach(), truth)) : poseLoss;
        totalLoss.backward();
        return poseLoss;
    }
}
