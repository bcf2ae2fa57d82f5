using System.Globalization;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Recipes;
using StreamLift.Training.Samples;
using StreamLift.Training.Scoring;

namespace StreamLift.Training.Quantization;

/// <summary>Makes an int8 or fp16 model from an fp32 model, measures it, and writes it if the error increases by no more than allowed.</summary>
/// <param name="options">The options.</param>
/// <param name="open">Opens the data. Called after the model was checked.</param>
/// <param name="writeLine">Receives messages for the user.</param>
/// <param name="clock">The clock.</param>
internal sealed class QuantizationJob(QuantizeOptions options, Func<TrainingData> open, Action<string> writeLine, TimeProvider clock)
{
    // Of 4,096, 16,384 and 65,536 poses this number had the smallest error on S8. More poses have larger ranges and so a coarser resolution.
    private const int CalibrationPoses = 16_384;

    // The tolerance of the fp16 canary, mm. The rounding of fp16 is far below it, the effect of a damaged or a wrong model far above. GPUs add in
    // different orders.
    private const float HalfTolerance = 2;

    private static readonly LifterOptions Cpu = new() { Device = Device.Cpu };

    private string Name => options.Precision.ToString().ToLowerInvariant();

    /// <returns>Whether the model was good enough and was written.</returns>
    /// <exception cref="ConfigurationException">The data can't be used.</exception>
    /// <exception cref="ModelException">The model can't be used, or this processor computes int8 incorrectly.</exception>
    public bool Run()
    {
        using var exact = LifterModel.Open(options.Model, Cpu);
        if (exact.Card.Precision != "fp32")
            throw new ModelException($"model {options.Model}: the model is {exact.Card.Precision}; fp32 is required");
        var network = OnnxNetworkReader.Read(File.ReadAllBytes(options.Model), options.Model);
        var data = open();
        if (data.Test.Count + data.HoldOut.Count == 0)
            throw new ConfigurationException($"{data.Description}: a test subject (S9 or S11) or --hold-out is required to measure the {Name} model");

        var (poses, what) = data.EvaluationSet();
        var exactErrors = Errors(exact, poses, what);
        writeLine($"fp32  {Text(exactErrors)}");
        var card = exact.Card with { Command = options.Command, Created = clock.GetUtcNow(), Precision = Name, Weights = null };
        CardQuantisation From(string how) => new(exact.Id, LifterModel.Hash(options.Model), exactErrors, options.MaxErrorIncrease, how);
        if (options.Precision == Precision.Fp16)
        {
            card = card with
            {
                Canary = card.Canary with { Tolerance = HalfTolerance },
                Quantisation = From("none: weights and activations are rounded to 16 bits"),
            };
            return MeasureAndWrite(written => Fp16OnnxFile.Write(network, written), card, poses, what);
        }

        var mix = (Recipe.All.FirstOrDefault(recipe => exact.Card.Recipe.StartsWith(recipe.Name + ":", StringComparison.Ordinal)) ?? Recipe.Fast).Augmentation;
        var features = CalibrationRows.Make(new SampleGenerator(new Motion(data.Train), mix), exact.Features, exact.Card.MissingFill, CalibrationPoses);
        var rounded = Quantizer.Quantize(network, features, options.WeightRange);
        var calibration =
            $"{features.Length / exact.InputWidth:N0} poses of {string.Join(", ", data.Train.Select(sequence => sequence.Subject).Distinct())}, "
            + "with the augmentation of training";
        card = card with { Canary = CanarySelection.Choose(rounded, card.Canary.Input, features, card.MissingFill), Quantisation = From(calibration) };
        return MeasureAndWrite(written => Int8OnnxFile.Write(rounded, written), card, poses, what);
    }

    private bool MeasureAndWrite(Func<ModelCard, byte[]> file, ModelCard card, IReadOnlyList<Datasets.Sequence> poses, string what)
    {
        var written = DraftModel.Write(options.Out, file, card, model =>
        {
            var errors = Errors(model, poses, what);
            var cost = card.Quantisation!.Cost(errors);
            writeLine(
                string.Create(CultureInfo.InvariantCulture, $"{Name}  {Text(errors)}: {cost:+0.00;-0.00} mm, at most +{options.MaxErrorIncrease} allowed")
            );
            return cost <= options.MaxErrorIncrease ? card with { Errors = errors } : null;
        });
        if (written)
            writeLine(FormattableString.Invariant($"wrote {options.Out}, {new FileInfo(options.Out).Length / 1e6:F1} MB"));
        return written;
    }

    private static CardErrors Errors(LifterModel model, IReadOnlyList<Datasets.Sequence> poses, string what) =>
        TrainingData.Errors(new Scorer(model, null, 0).Measure(poses), what);

    private static string Text(CardErrors errors) =>
        string.Create(CultureInfo.InvariantCulture, $"{errors.Protocol1:F2} / {errors.Protocol2:F2} mm (protocol 1 / 2) on {errors.On}");
}
