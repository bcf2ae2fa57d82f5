namespace StreamLift.Training.Samples;

/// <summary>Rows side by side: z-scored features, and poses in mm.</summary>
internal sealed class Batch(int rows)
{
    public int Rows { get; } = rows;

    /// <summary>rows × 34.</summary>
    public float[] Input { get; } = new float[rows * Normalization.InputWidth];

    /// <summary>rows × 48, mm.</summary>
    public float[] Target { get; } = new float[rows * Normalization.OutputWidth];

    /// <summary>What the teacher makes of each row, likewise; null: there is none.</summary>
    public float[]? TeacherTarget { get; set; }
}
