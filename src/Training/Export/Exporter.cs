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

/// <summary>Makes the file that is served of a checkpoint: its averaged weights folded, and a card.</summary>
internal static class Exporter
{
    // A person with fewer is a guess; what masking in training leaves, JointMask.LeastSeen, is this or more.
    private const int MinimumJoints = JointMasking.MinVisible;

    /// <param name="checkpoint">Of a run that was measured: it knows its errors.</param>
    /// <param name="name">The model's name, before the @ of its id.</param>
    /// <param name="created">For the card.</param>
    /// <exception cref="ConfigurationException">The run was neither finished nor measured.</exception>
    public static byte[] Export(Checkpoint checkpoint, string name, DateTimeOffset created)
    {
        var (record, normalization) = (checkpoint.Record, checkpoint.Normalization);
        var errors = record.Errors
            ?? throw new ConfigurationException(
                $"the run stands after epoch {record.Epoch} of {record.LastEpoch} and has not been measured: finish it with 'train --resume', or give "
                    + $"'export --data' to measure it as it is"
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
        return OnnxFile.Write(NetworkFolding.Fold(network, normalization, Factors(record)), card);
    }

    /// <summary>A run that was stopped, measured as it stands.</summary>
    public static Checkpoint Measure(Checkpoint checkpoint, TrainingData data)
    {
        var (sequences, what) = data.EvaluationSet();
        using var network = checkpoint.Network();
        var tally = new SigmaCoverageCounter();
        var errors = TrainingData.Errors(Evaluation.Measure(network, checkpoint.Normalization, sequences, spread: (tally, Factors(checkpoint.Record))), what);
        return checkpoint with { Record = checkpoint.Record with { Errors = errors, SigmaTest = tally.Coverage(what) } };
    }

    /// <summary>What libtorch makes of rows of features, in the axes that they are of: the oracle of the file.</summary>
    public static float[][] Lift(LiftingNetwork network, Normalization normalization, float[][] rows)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var input = rows.SelectMany(row => row).ToArray();
        for (var i = 0; i < rows.Length; i++)
            normalization.Standardize(input.AsSpan(i * Normalization.InputWidth, Normalization.InputWidth));
        var output = network.call(torch.tensor(input, [rows.Length, Normalization.InputWidth])).FloatSpan();
        var poses = new float[rows.Length][];
        for (var i = 0; i < rows.Length; i++)
        {
            poses[i] = new float[Normalization.OutputWidth + 3];
            normalization.ReadPose(output.Slice(i * Normalization.OutputWidth, Normalization.OutputWidth), CameraRotation.None, poses[i]);
        }
        return poses;
    }

    /// <summary>The same's sigmas, 17 a row, mm; null where the network gives none.</summary>
    public static float[][]? PredictSigma(LiftingNetwork network, Normalization normalization, float[][] rows, float[] factors)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var input = rows.SelectMany(row => row).ToArray();
        for (var i = 0; i < rows.Length; i++)
            normalization.Standardize(input.AsSpan(i * Normalization.InputWidth, Normalization.InputWidth));
        var x = torch.tensor(input, [rows.Length, Normalization.InputWidth]);
        if (network.LogSigma(network.call(x), x) is not { } given)
            return null;
        var logSigma = given.FloatSpan();
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
        var rows = numbers.Chunk(Normalization.InputWidth).ToArray();
        return new Canary(rows, Lift(network, normalization, rows), Sigma: PredictSigma(network, normalization, rows, factors));
    }

    private static string Epochs(RunRecord record)
    {
        var chosen = record.StopAfter is { } epochs
            ? $"{epochs} of {record.Epochs} epochs, as {record.HoldOut} chose, then held in"
            : $"{record.Epochs} epochs";
        return record.Epoch < record.LastEpoch ? $"stopped after {record.Epoch} of {chosen}" : chosen;
    }

    private static float[] Factors(RunRecord record) => record.Sigma?.Factors ?? SigmaCalibration.Uncalibrated;

    private static CardSigma SigmaCard(RunRecord record) =>
        new(
            CardSigma.StandardDeviation,
            record.Sigma is { } calibrated ? $"multiplied joint by joint to fit {calibrated.On}" : "not calibrated, nobody was held out: it promises too much",
            record.Sigma?.Coverage,
            record.SigmaTest
        );
}
