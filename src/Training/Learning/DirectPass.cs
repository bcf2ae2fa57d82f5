using StreamLift.Training.Networks;
using StreamLift.Training.Samples;
using TorchSharp;
using static TorchSharp.torch;

namespace StreamLift.Training.Learning;

/// <summary>Where the network's weights lie.</summary>
internal sealed class DirectPass(LiftingNetwork network, DropoutMasks masks, Loss loss, ulong seed, Func<Tensor, Tensor> there) : IPass
{
    public float Run(Batch batch, long step)
    {
        network.train();
        masks.Begin(step, seed);
        var input = there(torch.tensor(batch.Input, [batch.Rows, Normalisation.Inputs]));
        var (scores, truth) = (network.call(input), there(torch.tensor(batch.Target, [batch.Rows, Normalisation.Outputs])));
        var missed = loss.Of(scores, truth, batch.Taught is null ? null : there(torch.tensor(batch.Taught, [batch.Rows, Normalisation.Outputs])));
        // detached: the spread learns from the pose, the pose knows nothing of it
        var whole = network.LogSigma(scores.detach(), input) is { } logSigma ? missed.Plus(loss.OfSpread(logSigma, scores.detach(), truth)) : missed;
        whole.backward();
        return missed.item<float>();
    }
}
