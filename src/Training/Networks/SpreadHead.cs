using StreamLift.Training.Optimisation;
using StreamLift.Training.Samples;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace StreamLift.Training.Networks;

/// <summary>
/// The logarithm of each joint's spread (mm; standard deviation along an axis), of what the network was given, which of it was seen, and the pose it made of
/// that: a small
/// network of two layers. It begins at <see cref="FirstMm"/> for everything and draws its numbers itself: the network beside it is drawn as it is without it.
/// </summary>
internal sealed class SpreadHead : nn.Module
{
    public const float FirstMm = 100;

    /// <summary>Of its first layer.</summary>
    public const int Units = 64;

    // Lower case without underscore: TorchSharp names parameters and buffers, and so the checkpoint's tensors, after the fields.
    private readonly Parameter pose;
    private readonly Parameter features;
    private readonly Parameter seen;
    private readonly Parameter first;
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly Tensor into;
    private readonly Tensor outof;

    public SpreadHead(int inputs, int outputs)
        : base(nameof(SpreadHead))
    {
        var draw = new SampleRandom(1, 0, 0);
        pose = new Parameter(Drawn(outputs, ref draw));
        features = new Parameter(Drawn(inputs, ref draw));
        seen = new Parameter(Drawn(inputs, ref draw));
        first = new Parameter(torch.zeros(Units));
        weight = new Parameter(torch.tensor(new float[outputs / 3 * Units], [outputs / 3, Units]));
        bias = new Parameter(torch.tensor([.. Enumerable.Repeat(MathF.Log(FirstMm), outputs / 3)], [outputs / 3]));
        (into, outof) = (torch.tensor([Scale((2 * inputs) + outputs)], [1]), torch.tensor([Scale(Units)], [1]));
        RegisterComponents();
    }

    /// <summary>What 1 of a weight is worth: Adam moves all of them at once by the learning rate, which a logarithm doesn't bear without it.</summary>
    public static float Scale(int inputs) => 1 / MathF.Sqrt(inputs);

    /// <param name="scores">rows × outputs, z-scores.</param>
    /// <param name="input">rows × inputs, z-scores; exactly 0 where a joint was not seen.</param>
    /// <returns>rows × joints, natural logarithms of mm.</returns>
    public Tensor LogSigma(Tensor scores, Tensor input)
    {
        var sum = nn
            .functional.linear(scores * into, pose, first)
            .Plus(nn.functional.linear(input * into, features))
            .Plus(nn.functional.linear(input.sign().Squared() * into, seen));
        return nn.functional.linear(nn.functional.relu(sum) * outof, weight, bias);
    }

    // He's deviation (2015), of weights that are worth Scale each.
    private static Tensor Drawn(int columns, ref SampleRandom draw)
    {
        var numbers = new float[Units * columns];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = MathF.Sqrt(2) * draw.Normal();
        return torch.tensor(numbers, [Units, columns]);
    }
}
