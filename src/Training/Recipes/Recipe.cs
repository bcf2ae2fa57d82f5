using StreamLift.Training.Augmentation;
using StreamLift.Training.Optimization;

namespace StreamLift.Training.Recipes;

/// <summary>A training recipe: all hyperparameters of a run except the network's shape.</summary>
internal sealed record Recipe
{
    public required string Name { get; init; }

    public required int Epochs { get; init; }

    public required int BatchSize { get; init; }

    public required LearningRateSchedule Schedule { get; init; }

    public required float Dropout { get; init; }

    public required LossKind Loss { get; init; }

    public required MaxNorm MaxNorm { get; init; }

    /// <summary>The decay of the exponential moving average of the weights, which are exported. 0: no average.</summary>
    public required float EmaDecay { get; init; }

    /// <summary>Decoupled weight decay of the matrices. 0: none.</summary>
    public float WeightDecay { get; init; }

    /// <summary>The weight of the bone loss relative to the joint loss.</summary>
    public float BoneLossWeight { get; init; }

    /// <summary>The weight of the teacher's loss in distillation.</summary>
    public float TeacherLossWeight { get; init; } = 0.5f;

    /// <summary>The default features of this recipe.</summary>
    public string Features { get; init; } = "image";

    public required AugmentationSettings Augmentation { get; init; }

    /// <summary>
    /// The default recipe: one-cycle learning rate with a high peak, the evaluation metric as loss, averaged weights, and augmentation with virtual
    /// cameras and new poses. It was chosen on CMU's held-out subject S8; <c>bench/recipes</c> prints the table of docs/training.md. The peak rate
    /// was chosen with width 512, batch 1024 and three epochs. Errors in mm with ground truth / Stacked Hourglass 2D: 0.004 50.9 / 80.1, 0.009 48.0 /
    /// 78.1, 0.015 47.0 / 76.7, 0.025 47.8 / 75.4. The augmentation makes ground truth slightly worse and detections much better: 65.1 / 118.2
    /// without virtual cameras, noise and masking, 69.0 / 87.8 with them (width 256, fewer steps).
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

    /// <summary>
    /// The recipe for a model that lifts people, poses and cameras that were not recorded: <see cref="Fast"/> with bodies of a whole population, limbs in
    /// all positions that joints allow, kinds of poses balanced, and errors as real detectors make them. <c>bench/strangers</c> measures it on sources of
    /// motion that it was not trained on.
    /// </summary>
    public static Recipe Varied { get; } =
        Fast with
        {
            Name = "varied",
            Schedule = new OneCycle(0.006f),
            Augmentation = new AugmentationSettings(
                RecordedViews: 1,
                VirtualViews: 3,
                MovedShare: 0.7f,
                BodyVariationShare: 0.7f,
                FlippedShare: 0.5f,
                NoisyShare: 0.45f,
                MaskedShare: 0.4f
            )
            {
                LimbExchangeShare = 0.3f,
                ArmShare = 0.25f,
                LegShare = 0.2f,
                BentShare = 0.25f,
                PopulationShare = 0.7f,
                StudioShare = 0.5f,
                Balance = 0.7f,
                HalfShare = 0.3f,
                NearShare = 0.12f,
                SizeDeviation = 0.06f,
                Noise = new DetectorNoiseSettings(MaxDeviation: 0.03f, LimbCorrelation: 0.3f, SwappedShare: 0.04f, TailDeviation: 0.5f, MissedShare: 0.04f),
            },
        };

    /// <summary>The recipe of the paper, with the max-norm of the paper's code.</summary>
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

    public static IReadOnlyList<Recipe> All { get; } = [Fast, Varied, Paper];
}
