using StreamLift.Training.Samples;

namespace StreamLift.Training.Learning;

/// <summary>Forward and backward through the network: the border to whatever computes it.</summary>
internal interface IPass
{
    /// <summary>Leaves its gradients in the network's parameters.</summary>
    /// <param name="step">From 0, over the whole run: dropout's units are chosen by it.</param>
    /// <returns>The loss: mm, or z-scores' squares.</returns>
    float Run(Batch batch, long step);
}
