using StreamLift.Training.Augmentation;
using StreamLift.Training.Optimization;

namespace StreamLift.Training.Recipes;

/// <summary>How a network is trained.</summary>
internal sealed record Recipe
{
    public required string Name { get; init; }

    public required int Epochs { get; init; }

    public required int BatchSize { get; init; }

    public required LearningRateSchedule Schedule { get; init; }

    public required float Dropout { get; init; }

    public required LossKind Loss { get; init; }

    public required MaxNorm MaxNorm { get; init; }

    /// <summary>Of the weights' running average, which is what is exported; 0: the weights themselves.</summary>
    public required float EmaDecay { get; init; }

    /// <summary>Decoupled weight decay of matrices; 0: none.</summary>
    public float WeightDecay { get; init; }

    /// <summary>The weight of the bones' error beside the joints' in the loss.</summary>
    public float BoneLossWeight { get; init; }

    /// <summary>The teacher's weight in the loss, where there is one.</summary>
    public float TeacherLossWeight { get; init; } = 0.5f;

    /// <summary>The features that it was made with, taken where none are asked for.</summary>
    public string Features { get; init; } = "image";

    public required AugmentationSettings Augmentation { get; init; }

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
            Loss = LossKind.Mpjpe,
            MaxNorm = MaxNorm.Rows,
            EmaDecay = 0.999f,
            BoneLossWeight = 1,
            Augmentation = new AugmentationSettings(
                RecordedViews: 6,
                VirtualViews: 3,
                MovedShare: 0.7f,
                BodyVariationShare: 0.7f,
                FlippedShare: 0.5f,
                NoisyShare: 0.45f,
                MaskedShare: 0.4f
            )
            {
                LimbExchangeShare = 0.3f,
            },
        };

    /// <summary>The paper's, with its code's max-norm.</summary>
    public static Recipe Paper { get; } =
        new()
        {
            Name = "paper",
            Epochs = 200,
            BatchSize = 64,
            Schedule = new ExponentialDecay(1e-3f, 0.96f, 100_000),
            Dropout = 0.5f,
            Loss = LossKind.MeanSquaredError,
            MaxNorm = MaxNorm.Matrix,
            EmaDecay = 0,
            Features = "pixels",
            Augmentation = AugmentationSettings.None,
        };

    public static IReadOnlyList<Recipe> All { get; } = [Fast, Paper];
}
