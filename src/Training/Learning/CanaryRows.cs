using StreamLift.Datasets;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Learning;

/// <summary>A few recorded frames as features, for a model's canary.</summary>
internal static class CanaryRows
{
    private const int Count = 3;

    public static float[] Of(IReadOnlyList<Sequence> sequences, Normalisation normalisation)
    {
        var rows = new float[Count * Normalisation.Inputs];
        for (var i = 0; i < Count; i++)
        {
            var sequence = sequences[i * (sequences.Count - 1) / (Count - 1)];
            PoseRows.WriteInput(normalisation, sequence, sequence.Frames / 2, rows.AsSpan(i * Normalisation.Inputs, Normalisation.Inputs), out _);
        }
        return rows;
    }
}
