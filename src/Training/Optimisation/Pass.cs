using StreamLift.Training.Networks;
using StreamLift.Training.Samples;
using TorchSharp;
using static TorchSharp.torch;

namespace StreamLift.Training.Optimisation;

/// <summary>Forward and backward through the network, where its weights lie.</summary>
internal sealed class Pass(LiftingNetwork network, DropoutMasks masks, Loss loss, ulong seed, Func<Tensor, Tensor> there)
{
    /// <summary>Leaves its gradients in the network's parameters.</summary>
    /// <param name="step">From 0, over the whole run: dropout's units are chosen by it.</param>
    /// <returns>The loss, one number where the weights lie: mm, or z-scores' squares.</returns>
    public Tensor Run(Batch batch, long step)
    {
        network.train();
        masks.Begin(step, seed);
        var input = there(torch.tensor(batch.Input, [batch.Rows, Normalisation.Inputs]));
        var (scores, truth) = (network.call(input), there(torch.tensor(batch.Target, [batch.Rows, Normalisation.Outputs])));
        var missed = loss.Of(scores, truth, batch.Taught is null ? null : there(torch.tensor(batch.Taught, [batch.Rows, Normalisation.Outputs])));
        // detached: the spread learns from the pose, the pose knows nothing of it
        var whole = network.LogSigma(scores.detach(), input) is { } logSigma ? missed.Plus(loss.OfSpread(logSigma, scores.detach(), truth)) : missed;
        whole.backward();
        return missed;
    }
}
