using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Learning;
using StreamLift.Training.Scoring;

namespace StreamLift.Training.Export;

/// <summary>
/// Writes an fp32 model whose file stores the weights of the blocks in 16 bits, so that it is half as large. It computes in fp32 as any other, unlike the
/// model of <see cref="Fp16OnnxFile"/>. Biases, the first and the last layer and the sigma head are stored in 32 bits: they are small.
/// </summary>
internal static class Fp16WeightsExport
{
    /// <summary>The largest allowed increase of the error by the rounding, mm of protocol 1.</summary>
    public const double MaxErrorIncrease = 0.3;

    /// <summary>Rounds the weights, measures the model and writes it.</summary>
    /// <param name="path">The model file.</param>
    /// <param name="network">The network before rounding.</param>
    /// <param name="card">Its card.</param>
    /// <param name="data">The data that the errors of the card were measured on.</param>
    /// <returns>What the card says about the weights, and whether the model was good enough and was written.</returns>
    /// <exception cref="ModelException">A weight is too large for 16 bits.</exception>
    public static (CardErrors Rounded, bool Written) Write(string path, FoldedNetwork network, ModelCard card, TrainingData data)
    {
        var rounded = Round(network);
        var canary = card.Canary with { Output = [.. card.Canary.Input.Select(row => rounded.Lift(row))] };
        card = card with { Canary = canary, Weights = new CardWeights(CardWeights.Fp16, card.Errors) };
        var (poses, what) = data.EvaluationSet();
        var errors = card.Errors;
        var written = DraftModel.Write(
            path,
            changed => OnnxFile.Write(rounded, changed),
            card,
            model =>
            {
                errors = TrainingData.Errors(new Scorer(model, null, 0).Measure(poses), what);
                return card.Weights.Cost(errors) <= MaxErrorIncrease ? card with { Errors = errors } : null;
            }
        );
        return (errors, written);
    }

    /// <summary>The network with the weights of its blocks rounded to 16 bits.</summary>
    /// <exception cref="ModelException">A weight is too large for 16 bits.</exception>
    public static FoldedNetwork Round(FoldedNetwork network) =>
        network with
        {
            Blocks = [.. network.Blocks.Select(block => (Round(block.First), Round(block.Second)))],
            Fp16Weights = true,
        };

    private static FoldedLayer Round(FoldedLayer layer)
    {
        float[] weights = [.. layer.Weights.Select(weight => (float)(System.Half)weight)];
        return weights.All(float.IsFinite)
            ? layer with
            {
                Weights = weights,
            }
            : throw new ModelException($"a weight of {layer.Weights.Max(Math.Abs):G3} is too large for 16 bits; use --weights fp32");
    }
}
