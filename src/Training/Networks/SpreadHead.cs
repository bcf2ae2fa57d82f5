using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace StreamLift.Training.Networks;

/// <summary>
/// The logarithm of each joint's spread (mm; standard deviation along an axis) from the last hidden layer. It begins at <see cref="FirstMm"/> for
/// everything, without a random number: the network beside it is drawn as it is without it.
/// </summary>
internal sealed class SpreadHead : nn.Module<Tensor, Tensor>
{
    public const float FirstMm = 100;

    private readonly Parameter weight;
    private readonly Parameter bias;

    public SpreadHead(int joints, int width)
        : base(nameof(SpreadHead))
    {
        weight = new Parameter(torch.tensor(new float[joints * width], [joints, width]));
        bias = new Parameter(torch.tensor([.. Enumerable.Repeat(MathF.Log(FirstMm), joints)], [joints]));
        RegisterComponents();
    }

    /// <summary>What 1 of a weight is worth: Adam moves all of them at once by the learning rate, which a logarithm doesn't bear without it.</summary>
    public static float Scale(int width) => 1 / MathF.Sqrt(width);

    /// <param name="x">rows × width.</param>
    /// <returns>rows × joints, natural logarithms of mm.</returns>
    public override Tensor forward(Tensor x) => nn.functional.linear(x * Scale((int)weight.shape[1]), weight, bias);
}
