using StreamLift.Training.Networks;
using StreamLift.Training.Samples;
using TorchSharp;
using static TorchSharp.torch;

namespace StreamLift.Training.Optimization;

/// <summary>Forward and backward through the network, where its weights lie.</summary>
internal sealed class ForwardBackwardPass(LiftingNetwork network, DropoutMasks masks, Loss loss, ulong seed, Func<Tensor, Tensor> toDevice)
{
    /// <summary>Leaves its gradients in the network's parameters.</summary>
    /// <param name="step">From 0, over the whole run: dropout's units are chosen by it.</param>
    /// <returns>The loss, one number where the weights lie: mm, or z-scores' squares.</returns>
    public Tensor Run(Batch batch, long step)
    {
        network.train();
        masks.StartStep(step, seed);
        var input = toDevice(torch.tensor(batch.Input, [batch.Rows, Normalization.InputWidth]));
        var (scores, truth) = (network.call(input), toDevice(torch.tensor(batch.Target, [batch.Rows, Normalization.OutputWidth])));
        var missed = loss.PoseLoss(
            scores,
            truth,
            batch.TeacherTarget is null ? null : toDevice(torch.tensor(batch.TeacherTarget, [batch.Rows, Normalization.OutputWidth]))
        );
        // detached: the spread learns from the pose, the pose knows nothing of it
        var whole = network.LogSigma(scores.detach(), input) is { } logSigma ? missed.Plus(loss.SigmaLoss(logSigma, scores.detach(), truth)) : missed;
        whole.backward();
        return missed;
    }
}
