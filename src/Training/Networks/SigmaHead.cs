using StreamLift.Training.Samples;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace StreamLift.Training.Networks;

/// <summary>
/// A network of two layers that predicts the logarithm of each joint's standard deviation along an axis (sigma, mm). Its inputs are the features,
/// the visibility of the joints and the predicted pose. It starts with sigma = <see cref="InitialMm"/> for every joint. It has its own random
/// generator, so that the weights of the pose network do not depend on it.
/// </summary>
internal sealed class SigmaHead : nn.Module
{
    public const float InitialMm = 100;

    /// <summary>The units of the hidden layer.</summary>
    public const int HiddenUnits = 64;

    [ComponentName(Name = SigmaHeadKeys.PoseWeight)]
    private readonly Parameter _poseWeight;

    [ComponentName(Name = SigmaHeadKeys.FeatureWeight)]
    private readonly Parameter _featureWeight;

    [ComponentName(Name = SigmaHeadKeys.VisibilityWeight)]
    private readonly Parameter _visibilityWeight;

    [ComponentName(Name = SigmaHeadKeys.HiddenBias)]
    private readonly Parameter _hiddenBias;

    [ComponentName(Name = SigmaHeadKeys.OutputWeight)]
    private readonly Parameter _outputWeight;

    [ComponentName(Name = SigmaHeadKeys.OutputBias)]
    private readonly Parameter _outputBias;

    [ComponentName(Name = SigmaHeadKeys.InputScale)]
    private readonly Tensor _inputScale;

    [ComponentName(Name = SigmaHeadKeys.HiddenScale)]
    private readonly Tensor _hiddenScale;

    public SigmaHead(int inputs, int outputs)
        : base(nameof(SigmaHead))
    {
        var random = new SampleRandom(1, 0, 0);
        _poseWeight = new Parameter(RandomWeight(outputs, ref random));
        _featureWeight = new Parameter(RandomWeight(inputs, ref random));
        _visibilityWeight = new Parameter(RandomWeight(inputs, ref random));
        _hiddenBias = new Parameter(torch.zeros(HiddenUnits));
        _outputWeight = new Parameter(torch.tensor(new float[outputs / 3 * HiddenUnits], [outputs / 3, HiddenUnits]));
        _outputBias = new Parameter(torch.tensor([.. Enumerable.Repeat(MathF.Log(InitialMm), outputs / 3)], [outputs / 3]));
        (_inputScale, _hiddenScale) = (torch.tensor([Scale((2 * inputs) + outputs)], [1]), torch.tensor([Scale(HiddenUnits)], [1]));
        RegisterComponents();
    }

    /// <summary>
    /// The fixed factor of a layer's weights, 1/√inputs. Adam moves every weight by the learning rate at once. Without the factor the sum of
    /// these moves is too large for a logarithm.
    /// </summary>
    public static float Scale(int inputs) => 1 / MathF.Sqrt(inputs);

    /// <param name="scores">rows × outputs, z-scores.</param>
    /// <param name="input">rows × inputs, z-scores; exactly 0 for a missing joint.</param>
    /// <returns>rows × joints, natural logarithms of mm.</returns>
    public Tensor LogSigma(Tensor scores, Tensor input)
    {
        var sum = nn
            .functional.linear(scores * _inputScale, _poseWeight, _hiddenBias)
            .Plus(nn.functional.linear(input * _inputScale, _featureWeight))
            .Plus(nn.functional.linear(input.sign().Squared() * _inputScale, _visibilityWeight));
        return nn.functional.linear(nn.functional.relu(sum) * _hiddenScale, _outputWeight, _outputBias);
    }

    // He initialization (2015). Scale, the fixed factor, contains the division by √inputs.
    private static Tensor RandomWeight(int columns, ref SampleRandom random)
    {
        var numbers = new float[HiddenUnits * columns];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = MathF.Sqrt(2) * random.Normal();
        return torch.tensor(numbers, [HiddenUnits, columns]);
    }
}

/// <summary>The names of the sigma head and its tensors in a checkpoint. They are part of the file format and must not change.</summary>
internal static class SigmaHeadKeys
{
    public const string Head = "spread";
    public const string PoseWeight = "pose";
    public const string FeatureWeight = "features";
    public const string VisibilityWeight = "seen";
    public const string HiddenBias = "first";
    public const string OutputWeight = "weight";
    public const string OutputBias = "bias";
    public const string InputScale = "into";
    public const string HiddenScale = "outof";
}
