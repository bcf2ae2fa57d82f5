using static TorchSharp.torch;

namespace StreamLift.Training.Optimization;

/// <summary>
/// Updates the weights from the gradients: Adam, max-norm and moving average, with their state. There is one implementation per kind of device.
/// </summary>
internal interface IWeightUpdate
{
    /// <summary>
    /// The moving averages of parameters and buffers by name. These are measured and exported. Without averaging they are the network's own tensors.
    /// </summary>
    IEnumerable<(string Name, Tensor Average)> AveragedTensors { get; }

    /// <summary>Adam's first and second moments by parameter name.</summary>
    IEnumerable<(string Name, Tensor Mean, Tensor Square)> AdamMoments { get; }

    /// <summary>For <see cref="MaxNorm.Matrix"/>: the norm of each unclipped matrix, at least 1. Null: another kind of max-norm.</summary>
    Tensor? MatrixNorms { get; }

    /// <summary>Updates the parameters from their gradients and sets the gradients to 0.</summary>
    /// <param name="step">The index of the step in the run, from 0.</param>
    /// <param name="rate">The learning rate.</param>
    void Step(long step, float rate);

    /// <summary>Clips the weights after new ones were copied into the network, for <see cref="MaxNorm.Matrix"/>.</summary>
    void Clip();
}
