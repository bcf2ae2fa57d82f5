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
            "peak of the learning rate",
            1e-6f,
            1,
            recipe => recipe.Schedule.PeakRate,
            (recipe, value) => recipe with { Schedule = recipe.Schedule.WithPeakRate(value) }
        ),
        new("batch", "rows of a step", 1, 65536, recipe => recipe.BatchSize, (recipe, value) => recipe with { BatchSize = (int)value }) { IsInteger = true },
        new("average", "of the weights, a step; 0: none", 0, 0.99999f, recipe => recipe.EmaDecay, (recipe, value) => recipe with { EmaDecay = value }),
        new("decay", "of weight matrices", 0, 1, recipe => recipe.WeightDecay, (recipe, value) => recipe with { WeightDecay = value }),
        new(
            "bones",
            "weight of the bones' error beside the joints'",
            0,
            10,
            recipe => recipe.BoneLossWeight,
            (recipe, value) => recipe with { BoneLossWeight = value }
        ),
        new(
            "taught",
            "the teacher's weight in the loss",
            0,
            1,
            recipe => recipe.TeacherLossWeight,
            (recipe, value) => recipe with { TeacherLossWeight = value }
        ),
        Mix("recorded", "views of a frame by its own cameras", 16, mix => mix.RecordedViews, (mix, value) => mix with { RecordedViews = (int)value }) with
        {
            IsInteger = true,
        },
        Mix("virtual", "and by virtual ones", 16, mix => mix.VirtualViews, (mix, value) => mix with { VirtualViews = (int)value }) with
        {
            IsInteger = true,
        },
        Mix("moved", "share turned and moved", 1, mix => mix.MovedShare, (mix, value) => mix with { MovedShare = value }),
        Mix("mixed", "share with another frame's limbs", 1, mix => mix.LimbExchangeShare, (mix, value) => mix with { LimbExchangeShare = value }),
        Mix("varied", "share of other bodies", 1, mix => mix.BodyVariationShare, (mix, value) => mix with { BodyVariationShare = value }),
        Mix("bone", "deviation of a bone's length", 0.2f, mix => mix.BoneDeviation, (mix, value) => mix with { BoneDeviation = value }),
        Mix("whole", "of the body's size", 0.2f, mix => mix.SizeDeviation, (mix, value) => mix with { SizeDeviation = value }),
        Mix("roll", "of a virtual camera, radians", 1, mix => mix.RollDeviation, (mix, value) => mix with { RollDeviation = value }),
        Mix("flipped", "share of mirror images", 1, mix => mix.FlippedShare, (mix, value) => mix with { FlippedShare = value }),
        Mix("noisy", "share with a detector's errors", 1, mix => mix.NoisyShare, (mix, value) => mix with { NoisyShare = value }),
        Mix(
            "noise",
            "largest of these, of the person's size",
            0.2f,
            mix => mix.Noise.MaxDeviation,
            (mix, value) => mix with { Noise = mix.Noise with { MaxDeviation = value, MinDeviation = Math.Min(mix.Noise.MinDeviation, value) } }
        ),
        Mix(
            "outliers",
            "share of joints five times as far off",
            1,
            mix => mix.Noise.OutlierShare,
            (mix, value) => mix with { Noise = mix.Noise with { OutlierShare = value } }
        ),
        Mix(
            "shared",
            "share of its error that a limb has in common",
            1,
            mix => mix.Noise.LimbCorrelation,
            (mix, value) => mix with { Noise = mix.Noise with { LimbCorrelation = value } }
        ),
        Mix(
            "swapped",
            "share with arms or legs taken for each other",
            1,
            mix => mix.Noise.SwappedShare,
            (mix, value) => mix with { Noise = mix.Noise with { SwappedShare = value } }
        ),
        Mix("masked", "share that lacks joints", 1, mix => mix.MaskedShare, (mix, value) => mix with { MaskedShare = value }),
    ];

    /// <summary>Whether a value is allowed.</summary>
    public bool Accepts(float value) => value >= Min && value <= Max && (!IsInteger || value == MathF.Floor(value));

    private static Hyperparameter Mix(
        string name,
        string says,
        float most,
        Func<AugmentationSettings, float> of,
        Func<AugmentationSettings, float, AugmentationSettings> with
    ) => new(name, says, 0, most, recipe => of(recipe.Augmentation), (recipe, value) => recipe with { Augmentation = with(recipe.Augmentation, value) });
}
