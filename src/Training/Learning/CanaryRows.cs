using StreamLift.Datasets;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Learning;

/// <summary>Chooses a few recorded frames as the canary rows of a model.</summary>
internal static class CanaryRows
{
    private const int Count = 3;

    public static float[] Of(IReadOnlyList<Sequence> sequences, Normalization normalization)
    {
        var rows = new float[Count * normalization.InputWidth];
        for (var i = 0; i < Count; i++)
        {
            var sequence = sequences[i * (sequences.Count - 1) / (Count - 1)];
            FeatureRows.WriteInput(normalization, sequence, sequence.Frames / 2, rows.AsSpan(i * normalization.InputWidth, normalization.InputWidth), out _);
        }
        return rows;
    }
}
