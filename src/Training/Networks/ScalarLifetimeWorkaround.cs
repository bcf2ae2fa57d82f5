using TorchSharp;
using static TorchSharp.torch;

namespace StreamLift.Training.Networks;

/// <summary>
/// Sums and squares of tensors. TorchSharp's <c>+</c> makes a factor of 1 for libtorch each time and keeps only its address: the garbage collector may free it
/// before it
/// is read, while another thread makes batches (two runs of twenty ended so, with "Expected false to be true" from <c>Scalar::toFloat</c>). This one stays.
/// </summary>
internal static class ScalarLifetimeWorkaround
{
    private static readonly Scalar One = 1;

    /// <summary>TorchSharp's own is a power of such a number.</summary>
    public static Tensor Squared(this Tensor tensor) => tensor * tensor;

    public static Tensor Plus(this Tensor left, Tensor right) => left.add(right, One);
}
