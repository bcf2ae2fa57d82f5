using StreamLift.Training.Samples;

namespace StreamLift.Training.Learning;

/// <summary>How a network is trained.</summary>
internal sealed record Recipe
{
    public required string Name { get; init; }

    public required int Epochs { get; init; }

    public required int BatchSize { get; init; }

    public required Schedule Schedule { get; init; }

    public required float Dropout { get; init; }

    public required LossKind Loss { get; init; }

    public required MaxNorm MaxNorm { get; init; }

    /// <summary>Of the weights' running average, which is what is exported; 0: the weights themselves.</summary>
    public required float Averaging { get; init; }

    public required ViewMix Mix { get; init; }

    /// <summary>
    /// The default: one cycle, large batches, the loss that is measured, averaged weights, and views that nobody recorded.
    /// </summary>
    public static Recipe Fast { get; } = new()
    {
        Name = "fast",
        Epochs = 40,
        BatchSize = 1024,
        Schedule = new OneCycle(4e-3f),
        Dropout = 0.1f,
        Loss = LossKind.JointDistance,
        MaxNorm = MaxNorm.Rows,
        Averaging = 0.999f,
        Mix = new ViewMix(Recorded: 4, Virtual: 4, Moved: 0.6f, Varied: 0.7f, Flipped: 0.5f, Noisy: 0.45f, Masked: 0.4f),
    };

    /// <summary>The paper's, with its code's max-norm.</summary>
    public static Recipe Paper { get; } = new()
    {
        Name = "paper",
        Epochs = 200,
        BatchSize = 64,
        Schedule = new StepDecay(1e-3f, 0.96f, 100_000),
        Dropout = 0.5f,
        Loss = LossKind.SquaredZScores,
        MaxNorm = MaxNorm.Matrix,
        Averaging = 0,
        Mix = ViewMix.Plain,
    };

    public static IReadOnlyList<Recipe> All { get; } = [Fast, Paper];
}
