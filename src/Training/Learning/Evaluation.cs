using StreamLift.Datasets;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.Scoring;
using StreamLift.Training.Networks;
using StreamLift.Training.Optimization;
using StreamLift.Training.Samples;
using StreamLift.Training.Sigma;
using TorchSharp;

namespace StreamLift.Training.Learning;

/// <summary>Measures a network during training, in the same way in which <c>score</c> measures a model file.</summary>
internal static class Evaluation
{
    private const int Rows = 1024;

    /// <param name="network">A network in evaluation mode.</param>
    /// <param name="every">1 measures every frame, 8 every eighth frame.</param>
    /// <param name="sigmas">Receives the predicted sigmas, multiplied by the factors. Null: sigmas are not measured.</param>
    public static ScoreTable Measure(
        LiftingNetwork network,
        Normalization normalization,
        IReadOnlyList<Sequence> sequences,
        int every = 1,
        (SigmaCoverageCounter Counter, float[] Factors)? sigmas = null
    )
    {
        var table = new ScoreTable();
        foreach (var sequence in sequences)
            for (var first = 0; first < sequence.Frames; first += Rows * every)
                Add(table, network, normalization, sequence, [.. Frames(first, Math.Min(sequence.Frames, first + (Rows * every)), every)], sigmas);
        return table;
    }

    private static IEnumerable<int> Frames(int from, int to, int every)
    {
        for (var frame = from; frame < to; frame += every)
            yield return frame;
    }

    private static void Add(
        ScoreTable table,
        LiftingNetwork network,
        Normalization normalization,
        Sequence sequence,
        int[] frames,
        (SigmaCoverageCounter Counter, float[] Factors)? sigmas
    )
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var (input, rotations) = (new float[frames.Length * normalization.InputWidth], new CameraRotation[frames.Length]);
        for (var i = 0; i < frames.Length; i++)
        {
            var row = input.AsSpan(i * normalization.InputWidth, normalization.InputWidth);
            FeatureRows.WriteInput(normalization, sequence, frames[i], row, out rotations[i]);
            normalization.Standardize(row);
        }
        var rows = torch.tensor(input, [frames.Length, normalization.InputWidth]);
        var scores = network.call(rows);
        var output = scores.FloatSpan();
        var logSigma = sigmas is null || network.LogSigma(scores, rows) is not { } predictedLogSigma ? default : predictedLogSigma.FloatSpan();
        Span<float> sigma = stackalloc float[TrainingSample.Joints];
        Span<float> predicted = stackalloc float[Skeletons.PoseWidth],
            truth = stackalloc float[Skeletons.PoseWidth];
        for (var i = 0; i < frames.Length; i++)
        {
            normalization.ReadPose(output.Slice(i * Normalization.OutputWidth, Normalization.OutputWidth), rotations[i], predicted);
            FeatureRows.WriteTruth(sequence, frames[i], truth);
            table.Add(sequence.Action, predicted, truth);
            if (logSigma.IsEmpty)
                continue;
            SigmaOutput.Decode(logSigma.Slice(i * (TrainingSample.Joints - 1), TrainingSample.Joints - 1), sigmas!.Value.Factors, sigma);
            sigmas.Value.Counter.Add(sigma, predicted, truth);
        }
    }
}
