using StreamLift.Training.Augmentation;

namespace StreamLift.Training.Recipes;

/// <summary>A hyperparameter of a recipe that <c>--set NAME=VALUE</c> changes.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Description">The description in the help.</param>
/// <param name="Min">The smallest allowed value.</param>
/// <param name="Max">The largest allowed value.</param>
/// <param name="Get">Returns the value in a recipe.</param>
/// <param name="Set">Returns a recipe with another value.</param>
internal sealed record Hyperparameter(string Name, string Description, float Min, float Max, Func<Recipe, float> Get, Func<Recipe, float, Recipe> Set)
{
    /// <summary>Whether the value must be an integer.</summary>
    public bool IsInteger { get; init; }

    /// <summary>All hyperparameters.</summary>
    public static IReadOnlyList<Hyperparameter> All { get; } =
    [
        new(
            "rate",
            "peak learning rate",
            1e-6f,
            1,
            recipe => recipe.Schedule.PeakRate,
            (recipe, value) => recipe with { Schedule = recipe.Schedule.WithPeakRate(value) }
        ),
        new("batch", "batch size", 1, 65536, recipe => recipe.BatchSize, (recipe, value) => recipe with { BatchSize = (int)value }) { IsInteger = true },
        new(
            "average",
            "decay of the weights' moving average, 0: none",
            0,
            0.99999f,
            recipe => recipe.EmaDecay,
            (recipe, value) => recipe with { EmaDecay = value }
        ),
        new("decay", "weight decay of matrices", 0, 1, recipe => recipe.WeightDecay, (recipe, value) => recipe with { WeightDecay = value }),
        new("bones", "weight of the bone loss", 0, 10, recipe => recipe.BoneLossWeight, (recipe, value) => recipe with { BoneLossWeight = value }),
        new("taught", "weight of the teacher's loss", 0, 1, recipe => recipe.TeacherLossWeight, (recipe, value) => recipe with { TeacherLossWeight = value }),
        OfAugmentation(
            "recorded",
            "views of a frame through recorded cameras",
            16,
            augmentation => augmentation.RecordedViews,
            (augmentation, value) => augmentation with { RecordedViews = (int)value }
        ) with
        {
            IsInteger = true,
        },
        OfAugmentation(
            "virtual",
            "views of a frame through virtual cameras",
            16,
            augmentation => augmentation.VirtualViews,
            (augmentation, value) => augmentation with { VirtualViews = (int)value }
        ) with
        {
            IsInteger = true,
        },
        OfAugmentation(
            "moved",
            "share of recorded views with the person moved",
            1,
            augmentation => augmentation.MovedShare,
            (augmentation, value) => augmentation with { MovedShare = value }
        ),
        OfAugmentation(
            "mixed",
            "share of views with another frame's limbs",
            1,
            augmentation => augmentation.LimbExchangeShare,
            (augmentation, value) => augmentation with { LimbExchangeShare = value }
        ),
        OfAugmentation(
            "varied",
            "share of views with other body proportions",
            1,
            augmentation => augmentation.BodyVariationShare,
            (augmentation, value) => augmentation with { BodyVariationShare = value }
        ),
        OfAugmentation(
            "bone",
            "deviation of the bone lengths",
            0.2f,
            augmentation => augmentation.BoneDeviation,
            (augmentation, value) => augmentation with { BoneDeviation = value }
        ),
        OfAugmentation(
            "whole",
            "deviation of the body size",
            0.2f,
            augmentation => augmentation.SizeDeviation,
            (augmentation, value) => augmentation with { SizeDeviation = value }
        ),
        OfAugmentation(
            "roll",
            "deviation of a virtual camera's roll in radians",
            1,
            augmentation => augmentation.RollDeviation,
            (augmentation, value) => augmentation with { RollDeviation = value }
        ),
        OfAugmentation(
            "flipped",
            "share of mirrored views",
            1,
            augmentation => augmentation.FlippedShare,
            (augmentation, value) => augmentation with { FlippedShare = value }
        ),
        OfAugmentation(
            "noisy",
            "share of views with detector noise",
            1,
            augmentation => augmentation.NoisyShare,
            (augmentation, value) => augmentation with { NoisyShare = value }
        ),
        OfAugmentation(
            "noise",
            "largest noise relative to the person's size",
            0.2f,
            augmentation => augmentation.Noise.MaxDeviation,
            (augmentation, value) =>
                augmentation with
                {
                    Noise = augmentation.Noise with { MaxDeviation = value, MinDeviation = Math.Min(augmentation.Noise.MinDeviation, value) },
                }
        ),
        OfAugmentation(
            "outliers",
            "share of joints with five times the noise",
            1,
            augmentation => augmentation.Noise.OutlierShare,
            (augmentation, value) => augmentation with { Noise = augmentation.Noise with { OutlierShare = value } }
        ),
        OfAugmentation(
            "shared",
            "correlation of the noise within a limb",
            1,
            augmentation => augmentation.Noise.LimbCorrelation,
            (augmentation, value) => augmentation with { Noise = augmentation.Noise with { LimbCorrelation = value } }
        ),
        OfAugmentation(
            "swapped",
            "share of noisy views with swapped arms or legs",
            1,
            augmentation => augmentation.Noise.SwappedShare,
            (augmentation, value) => augmentation with { Noise = augmentation.Noise with { SwappedShare = value } }
        ),
        OfAugmentation(
            "masked",
            "share of views with missing joints",
            1,
            augmentation => augmentation.MaskedShare,
            (augmentation, value) => augmentation with { MaskedShare = value }
        ),
        OfAugmentation(
            "arms",
            "share of views with random arms",
            1,
            augmentation => augmentation.ArmShare,
            (augmentation, value) => augmentation with { ArmShare = value }
        ),
        OfAugmentation(
            "legs",
            "share of views with random legs",
            1,
            augmentation => augmentation.LegShare,
            (augmentation, value) => augmentation with { LegShare = value }
        ),
        OfAugmentation(
            "bent",
            "share of views with the trunk bent",
            1,
            augmentation => augmentation.BentShare,
            (augmentation, value) => augmentation with { BentShare = value }
        ),
        OfAugmentation(
            "people",
            "share of views with a random person's body",
            1,
            augmentation => augmentation.PopulationShare,
            (augmentation, value) => augmentation with { PopulationShare = value }
        ),
        OfAugmentation(
            "studio",
            "share of virtual views through Human3.6M's cameras",
            1,
            augmentation => augmentation.StudioShare,
            (augmentation, value) => augmentation with { StudioShare = value }
        ),
        OfAugmentation(
            "balance",
            "how far kinds of poses are balanced",
            1,
            augmentation => augmentation.Balance,
            (augmentation, value) => augmentation with { Balance = value }
        ),
        OfAugmentation(
            "halves",
            "share of masked views with half a body missing",
            1,
            augmentation => augmentation.HalfShare,
            (augmentation, value) => augmentation with { HalfShare = value }
        ),
        OfAugmentation(
            "near",
            "share of views through a near camera that cuts off a part of the body",
            1,
            augmentation => augmentation.NearShare,
            (augmentation, value) => augmentation with { NearShare = value }
        ),
        OfAugmentation(
            "tails",
            "deviation of the logarithm of a joint's noise",
            3,
            augmentation => augmentation.Noise.TailDeviation,
            (augmentation, value) => augmentation with { Noise = augmentation.Noise with { TailDeviation = value } }
        ),
        OfAugmentation(
            "missed",
            "share of noisy views with a misplaced limb",
            1,
            augmentation => augmentation.Noise.MissedShare,
            (augmentation, value) => augmentation with { Noise = augmentation.Noise with { MissedShare = value } }
        ),
    ];

    /// <summary>Whether a value is allowed.</summary>
    public bool Accepts(float value) => value >= Min && value <= Max && (!IsInteger || value == MathF.Floor(value));

    private static Hyperparameter OfAugmentation(
        string name,
        string description,
        float max,
        Func<AugmentationSettings, float> get,
        Func<AugmentationSettings, float, AugmentationSettings> with
    ) => new(name, description, 0, max, recipe => get(recipe.Augmentation), (recipe, value) => recipe with { Augmentation = with(recipe.Augmentation, value) });
}
