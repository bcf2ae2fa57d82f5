namespace StreamLift.Training.Samples;

/// <summary>A training batch: standardized features, and poses in mm.</summary>
internal sealed class Batch(int rows, int inputWidth)
{
    public int Rows { get; } = rows;

    public int InputWidth { get; } = inputWidth;

    /// <summary>rows × <see cref="InputWidth"/>.</summary>
    public float[] Input { get; } = new float[rows * inputWidth];

    /// <summary>rows × 48, mm.</summary>
    public float[] Target { get; } = new float[rows * Normalization.OutputWidth];

    /// <summary>The teacher's poses, rows × 48, mm. Null: no teacher.</summary>
    public float[]? TeacherTarget { get; set; }
}
