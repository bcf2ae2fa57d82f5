using StreamLift.Datasets;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Scoring;
using StreamLift.Training.Networks;
using StreamLift.Training.Optimisation;
using StreamLift.Training.Samples;
using StreamLift.Training.Sigma;
using TorchSharp;

namespace StreamLift.Training.Learning;

/// <summary>Measures a network while it learns, as <c>score</c> measures its file.</summary>
internal static class Evaluation
{
    private const int Rows = 1024;

    /// <param name="network">In evaluation mode.</param>
    /// <param name="every">1: every frame; 8: every eighth.</param>
    /// <param name="spread">Compares errors with the sigmas, and by what these are multiplied; null: nobody does.</param>
    public static ScoreTable Measure(
        LiftingNetwork network,
        Normalisation normalisation,
        IReadOnlyList<Sequence> sequences,
        int every = 1,
        (SigmaTally Tally, float[] Factors)? spread = null
    )
    {
        var table = new ScoreTable();
        foreach (var sequence in sequences)
            for (var first = 0; first < sequence.Frames; first += Rows * every)
                Add(table, network, normalisation, sequence, [.. Frames(first, Math.Min(sequence.Frames, first + (Rows * every)), every)], spread);
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
        Normalisation normalisation,
        Sequence sequence,
        int[] frames,
        (SigmaTally Tally, float[] Factors)? spread
    )
    {
        using var scope = torch.NewDisposeScope();
        using var still = torch.no_grad();
        var (input, turns) = (new float[frames.Length * Normalisation.Inputs], new CameraRotation[frames.Length]);
        for (var i = 0; i < frames.Length; i++)
        {
            var row = input.AsSpan(i * Normalisation.Inputs, Normalisation.Inputs);
            PoseRows.WriteInput(normalisation, sequence, frames[i], row, out turns[i]);
            normalisation.Standardise(row);
        }
        var rows = torch.tensor(input, [frames.Length, Normalisation.Inputs]);
        var scores = network.call(rows);
        var output = scores.Floats();
        var logSigma = spread is null || network.LogSigma(scores, rows) is not { } given ? default : given.Floats();
        Span<float> sigma = stackalloc float[TrainingSample.Joints];
        Span<float> predicted = stackalloc float[3 * TrainingSample.Joints],
            truth = stackalloc float[3 * TrainingSample.Joints];
        for (var i = 0; i < frames.Length; i++)
        {
            normalisation.ReadPose(output.Slice(i * Normalisation.Outputs, Normalisation.Outputs), turns[i], predicted);
            PoseRows.WriteTruth(sequence, frames[i], truth);
            table.Add(sequence.Action, predicted, truth);
            if (logSigma.IsEmpty)
                continue;
            Sigmas.Read(logSigma.Slice(i * (TrainingSample.Joints - 1), TrainingSample.Joints - 1), spread!.Value.Factors, sigma);
            spread.Value.Tally.Add(sigma, predicted, truth);
        }
    }
}
