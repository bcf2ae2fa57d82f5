using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Augmentation;
using StreamLift.Training.Learning;
using StreamLift.Training.Networks;
using StreamLift.Training.Optimization;
using StreamLift.Training.Recipes;
using StreamLift.Training.Runs;
using StreamLift.Training.Samples;
using StreamLift.Training.Sigma;
using TorchSharp;

namespace StreamLift.Training.Export;

/// <summary>Makes a model file from a checkpoint: the folded averaged weights and a model card.</summary>
internal static class Exporter
{
    // The service does not lift a person with fewer joints: a webcam near a person sees the shoulders, what lies between them, and the elbows.
    private const int MinimumJoints = 5;

    // Without any of these the trunk can point anywhere (bench/hidden-joints).
    private static readonly string[][] RequiredJoints =
    [
        ["Thorax", "RShoulder", "LShoulder", "RElbow", "LElbow"],
    ];

    /// <param name="checkpoint">A checkpoint of a run that is finished or measured.</param>
    /// <param name="name">The model's name: the part of its id before the @.</param>
    /// <param name="created">The creation time for the model card.</param>
    /// <exception cref="ConfigurationException">The run is neither finished nor measured.</exception>
    public static byte[] Export(Checkpoint checkpoint, string name, DateTimeOffset created)
    {
        var (network, card) = Parts(checkpoint, name, created);
        return OnnxFile.Write(network, card);
    }

    /// <summary>The folded network and the card of <see cref="Export"/>.</summary>
    /// <exception cref="ConfigurationException">The run is neither finished nor measured.</exception>
    public static (FoldedNetwork Network, ModelCard Card) Parts(Checkpoint checkpoint, string name, DateTimeOffset created)
    {
        var (record, normalization) = (checkpoint.Record, checkpoint.Normalization);
        var errors = record.Errors
            ?? throw new ConfigurationException(
                $"the run was stopped after epoch {record.Epoch} of {record.LastEpoch} and is not measured. Finish it with 'train --resume', or measure it "
                    + "now with 'export --data'"
            );
        using var network = checkpoint.Network();
        var card = new ModelCard
        {
            Name = name,
            Joints = [.. Skeletons.H36m17.Joints],
            InputLayout = Skeletons.H36m17.Name,
            Features = new FeatureSpec(normalization.Features.Name, normalization.Features.Version),
            ImageSize = [1000, 1000],
            MissingFill = [.. normalization.InputMean],
            MinimumJoints = MinimumJoints,
            RequiredJoints = RequiredJoints,
            Data = record.Data,
            Licence = record.Licence,
            Recipe =
                $"{record.Recipe}: {Epochs(record)}, {record.Shape}, seed {record.Seed}{(record.RecipeChanges.Length == 0 ? "" : $"; {record.RecipeChanges}")}",
            Command = record.Command,
            Errors = errors,
            Created = created,
            Canary = Canary(network, normalization, checkpoint.Canary, Factors(record)),
            Sigma = record.Shape.Sigma ? SigmaCard(record) : null,
        };
        return (NetworkFolding.Fold(network, normalization, Factors(record)), card);
    }

    /// <summary>Measures the current state of a run that was stopped.</summary>
    public static Checkpoint Measure(Checkpoint checkpoint, TrainingData data)
    {
        var (sequences, what) = data.EvaluationSet();
        using var network = checkpoint.Network();
        var counter = new SigmaCoverageCounter();
        var errors = TrainingData.Errors(Evaluation.Measure(network, checkpoint.Normalization, sequences, sigmas: (counter, Factors(checkpoint.Record))), what);
        return checkpoint with { Record = checkpoint.Record with { Errors = errors, SigmaTest = counter.Coverage(what) } };
    }

    /// <summary>Calibrates the sigmas of a finished run anew on its held-out people, and measures them.</summary>
    /// <exception cref="ConfigurationException">The run held nobody out, or has no sigma head.</exception>
    public static Checkpoint Recalibrate(Checkpoint checkpoint, TrainingData data)
    {
        var record = checkpoint.Record;
        if (data.HoldOut.Count == 0 || !record.Shape.Sigma)
            throw new ConfigurationException("--calibrate needs a run with sigma and --hold-out: sigma is calibrated on people who were held out");
        var recipe = Recipe.All.First(known => known.Name == record.Recipe);
        var generator = new SampleGenerator(new Motion(data.HoldOut, data.IsDetected), SigmaCalibration.Samples(recipe.Augmentation));
        using var network = checkpoint.Network();
        var sigma = SigmaCalibration.Fit(network, checkpoint.Normalization, generator, record.Seed, SigmaCalibration.DataOf(record.HoldOut));
        return Measure(checkpoint with { Record = record with { Sigma = sigma } }, data);
    }

    /// <summary>The poses that libtorch computes for rows of features, in the axes of the features. Tests compare the exported file with it.</summary>
    public static float[][] Lift(LiftingNetwork network, Normalization normalization, float[][] rows)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var input = rows.SelectMany(row => row).ToArray();
        for (var i = 0; i < rows.Length; i++)
            normalization.Standardize(input.AsSpan(i * normalization.InputWidth, normalization.InputWidth));
        var output = network.call(torch.tensor(input, [rows.Length, normalization.InputWidth])).FloatSpan();
        var poses = new float[rows.Length][];
        for (var i = 0; i < rows.Length; i++)
        {
            poses[i] = new float[Normalization.OutputWidth + 3];
            normalization.ReadPose(output.Slice(i * Normalization.OutputWidth, Normalization.OutputWidth), CameraRotation.None, poses[i]);
        }
        return poses;
    }

    /// <summary>The sigmas that libtorch computes, 17 per row, mm. Null: the network has no sigma head.</summary>
    public static float[][]? PredictSigma(LiftingNetwork network, Normalization normalization, float[][] rows, float[] factors)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var input = rows.SelectMany(row => row).ToArray();
        for (var i = 0; i < rows.Length; i++)
            normalization.Standardize(input.AsSpan(i * normalization.InputWidth, normalization.InputWidth));
        var x = torch.tensor(input, [rows.Length, normalization.InputWidth]);
        if (network.LogSigma(network.call(x), x) is not { } predicted)
            return null;
        var logSigma = predicted.FloatSpan();
        var sigmas = new float[rows.Length][];
        for (var i = 0; i < rows.Length; i++)
            SigmaOutput.Decode(
                logSigma.Slice(i * (TrainingSample.Joints - 1), TrainingSample.Joints - 1),
                factors,
                sigmas[i] = new float[TrainingSample.Joints]
            );
        return sigmas;
    }

    private static Canary Canary(LiftingNetwork network, Normalization normalization, float[] numbers, float[] factors)
    {
        var rows = numbers.Chunk(normalization.InputWidth).ToArray();
        return new Canary(rows, Lift(network, normalization, rows), Sigma: PredictSigma(network, normalization, rows, factors));
    }

    private static string Epochs(RunRecord record)
    {
        var chosen = record.StopAfter is { } epochs
            ? $"{epochs} of {record.Epochs} epochs, chosen with {record.HoldOut} held out, then trained on all"
            : $"{record.Epochs} epochs";
        return record.Epoch < record.LastEpoch ? $"stopped after {record.Epoch} of {chosen}" : chosen;
    }

    private static float[] Factors(RunRecord record) => record.Sigma?.Factors ?? SigmaCalibration.Uncalibrated;

    private static CardSigma SigmaCard(RunRecord record) =>
        new(
            CardSigma.StandardDeviation,
            record.Sigma is { } calibrated
                ? $"one factor per joint, fitted to {calibrated.On}"
                : "not calibrated because no subject was held out: the sigmas are too small",
            record.Sigma?.Coverage,
            record.SigmaTest
        );
}
