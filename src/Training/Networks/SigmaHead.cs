using StreamLift.Training.Optimization;
using StreamLift.Training.Samples;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace StreamLift.Training.Networks;

/// <summary>
/// The logarithm of each joint's spread (mm; standard deviation along an axis), of what the network was given, which of it was seen, and the pose it made of
/// that: a small
/// network of two layers. It begins at <see cref="InitialMm"/> for everything and draws its numbers itself: the network beside it is drawn as it is without it.
/// </summary>
internal sealed class SigmaHead : nn.Module
{
    public const float InitialMm = 100;

    /// <summary>Of its first layer.</summary>
    public const int HiddenUnits = 64;

    // Lower case without underscore: TorchSharp names parameters and buffers, and so the checkpoint's tensors, after the fields.
    private readonly Parameter pose;
    private readonly Parameter features;
    private readonly Parameter seen;
    private readonly Parameter first;
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly Tensor into;
    private readonly Tensor outof;

    public SigmaHead(int inputs, int outputs)
        : base(nameof(SigmaHead))
    {
        var random = new SampleRandom(1, 0, 0);
        pose = new Parameter(Drawn(outputs, ref random));
        features = new Parameter(Drawn(inputs, ref random));
        seen = new Parameter(Drawn(inputs, ref random));
        first = new Parameter(torch.zeros(HiddenUnits));
        weight = new Parameter(torch.tensor(new float[outputs / 3 * HiddenUnits], [outputs / 3, HiddenUnits]));
        bias = new Parameter(torch.tensor([.. Enumerable.Repeat(MathF.Log(InitialMm), outputs / 3)], [outputs / 3]));
        (into, outof) = (torch.tensor([Scale((2 * inputs) + outputs)], [1]), torch.tensor([Scale(HiddenUnits)], [1]));
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
    private static Tensor Drawn(int columns, ref SampleRandom random)
    {
        var numbers = new float[HiddenUnits * columns];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = MathF.Sqrt(2) * random.Normal();
        return torch.tensor(numbers, [HiddenUnits, columns]);
    }
}
