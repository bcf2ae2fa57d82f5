using StreamLift.Training.Optimization;
using StreamLift.Training.Samples;
using StreamLift.Training.Sigma;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace StreamLift.Training.Networks;

/// <summary>
/// A network of two layers that predicts the logarithm of each joint's standard deviation along an axis (sigma, mm). Its inputs are the features,
/// the visibility of the joints, the predicted pose and the differences between redundant joints (<see cref="RedundantJoints"/>). It starts
/// with sigma = <see cref="InitialMm"/> for every joint. It has its own random generator, so that the weights of the pose network do not depend on it.
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

    [ComponentName(Name = SigmaHeadKeys.CheckWeight)]
    private readonly Parameter? _checkWeight;

    [ComponentName(Name = SigmaHeadKeys.CheckRows)]
    private readonly Tensor? _checkRows;

    [ComponentName(Name = SigmaHeadKeys.CheckBias)]
    private readonly Tensor? _checkBias;

    [ComponentName(Name = SigmaHeadKeys.CheckSums)]
    private readonly Tensor? _checkSums;

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
        if (RedundantJoints.IsKnown(inputs))
        {
            _checkWeight = new Parameter(torch.tensor(new float[HiddenUnits * RedundantJoints.Count], [HiddenUnits, RedundantJoints.Count]));
            _checkRows = torch.zeros(RedundantJoints.Units, inputs);
            _checkBias = torch.zeros(RedundantJoints.Units);
            _checkSums = torch.tensor(RedundantJoints.Sums(), [RedundantJoints.Count, RedundantJoints.Units]);
        }
        (_inputScale, _hiddenScale) = (torch.tensor([Scale((2 * inputs) + outputs)], [1]), torch.tensor([Scale(HiddenUnits)], [1]));
        RegisterComponents();
    }

    /// <summary>
    /// The fixed factor of a layer's weights, 1/√inputs. Adam moves every weight by the learning rate at once. Without the factor the sum of
    /// these moves is too large for a logarithm.
    /// </summary>
    public static float Scale(int inputs) => 1 / MathF.Sqrt(inputs);

    /// <summary>Sets the fixed layer of the differences between joints (<see cref="RedundantJoints"/>), before training.</summary>
    public void SetChecks(Normalization normalization)
    {
        if (_checkRows is null)
            return;
        var (weights, bias) = RedundantJoints.Layer(normalization);
        _checkRows.CopyFrom(weights);
        _checkBias!.CopyFrom(bias);
    }

    /// <param name="scores">rows × outputs, z-scores.</param>
    /// <param name="input">rows × inputs, z-scores; exactly 0 for a missing joint.</param>
    /// <returns>rows × joints, natural logarithms of mm.</returns>
    public Tensor LogSigma(Tensor scores, Tensor input)
    {
        var sum = nn
            .functional.linear(scores * _inputScale, _poseWeight, _hiddenBias)
            .Plus(nn.functional.linear(input * _inputScale, _featureWeight))
            .Plus(nn.functional.linear(input.sign().Squared() * _inputScale, _visibilityWeight));
        if (_checkRows is not null)
        {
            var checks = nn.functional.linear(nn.functional.relu(nn.functional.linear(input, _checkRows, _checkBias)), _checkSums!);
            sum = sum.Plus(nn.functional.linear(checks, _checkWeight!));
        }
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
    public const string CheckWeight = "checks";
    public const string CheckRows = "checkrows";
    public const string CheckBias = "checkbias";
    public const string CheckSums = "checksums";
    public const string InputScale = "into";
    public const string HiddenScale = "outof";
}
