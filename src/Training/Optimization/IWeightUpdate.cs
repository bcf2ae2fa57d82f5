using static TorchSharp.torch;

namespace StreamLift.Training.Optimization;

/// <summary>From gradients to weights: Adam, max-norm and averages, with all that they remember. The border to whatever device computes it.</summary>
internal interface IWeightUpdate
{
    /// <summary>Running averages of parameters and buffers by name: what is measured and exported. Without averaging they are the network's own.</summary>
    IEnumerable<(string Name, Tensor Average)> AveragedTensors { get; }

    /// <summary>Means and mean squares of the gradients so far, by parameter.</summary>
    IEnumerable<(string Name, Tensor Mean, Tensor Square)> AdamMoments { get; }

    /// <summary>The paper's max-norm: how long each free matrix is, or 1 where that is less; null with another, or none.</summary>
    Tensor? MatrixNorms { get; }

    /// <summary>Takes a step against the network's gradients and sets them to 0.</summary>
    /// <param name="step">From 0, over the whole run.</param>
    /// <param name="rate">The learning rate.</param>
    void Step(long step, float rate);

    /// <summary>With the paper's max-norm, clips free weights that were put into the network.</summary>
    void Clip();
}
