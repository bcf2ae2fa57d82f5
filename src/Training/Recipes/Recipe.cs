using StreamLift.Training.Optimisation;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Recipes;

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

    /// <summary>Decoupled weight decay of matrices; 0: none.</summary>
    public float Decay { get; init; }

    /// <summary>The weight of the bones' error beside the joints' in the loss.</summary>
    public float Bones { get; init; }

    /// <summary>The teacher's weight in the loss, where there is one.</summary>
    public float Taught { get; init; } = 0.5f;

    /// <summary>The features that it was made with, taken where none are asked for.</summary>
    public string Features { get; init; } = "image";

    public required ViewMix Mix { get; init; }

    /// <summary>
    /// The default: one cycle, small steps of large rates, the loss that is measured, averaged weights, and views and poses that nobody recorded. Chosen on
    /// CMU's S8, held out; <c>bench/recipes</c> prints the table that is in docs/training.md. The rate was found at width 512 and batches of 1024 (three
    /// epochs' worth; true joints
    /// / Stacked Hourglass, mm): 0.004 50.9 / 80.1, 0.009 48.0 / 78.1, 0.015 47.0 / 76.7, 0.025 47.8 / 75.4. Without virtual cameras, noise and masks
    /// (width 256, fewer steps) 65.1 / 118.2, with them 69.0 / 87.8: true joints alone get worse, a detector's far better.
    /// </summary>
    public static Recipe Fast { get; } =
        new()
        {
            Name = "fast",
            Epochs = 30,
            BatchSize = 512,
            Schedule = new OneCycle(0.015f),
            Dropout = 0.02f,
            Loss = LossKind.JointDistance,
            MaxNorm = MaxNorm.Rows,
            Averaging = 0.999f,
            Bones = 1,
            Mix = new ViewMix(Recorded: 6, Virtual: 3, Moved: 0.7f, Varied: 0.7f, Flipped: 0.5f, Noisy: 0.45f, Masked: 0.4f) { Mixed = 0.3f },
        };

    /// <summary>The paper's, with its code's max-norm.</summary>
    public static Recipe Paper { get; } =
        new()
        {
            Name = "paper",
            Epochs = 200,
            BatchSize = 64,
            Schedule = new StepDecay(1e-3f, 0.96f, 100_000),
            Dropout = 0.5f,
            Loss = LossKind.SquaredZScores,
            MaxNorm = MaxNorm.Matrix,
            Averaging = 0,
            Features = "pixels",
            Mix = ViewMix.Plain,
        };

    public static IReadOnlyList<Recipe> All { get; } = [Fast, Paper];
}
