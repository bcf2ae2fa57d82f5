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
        Mix("recorded", "views of a frame through recorded cameras", 16, mix => mix.RecordedViews, (mix, value) => mix with { RecordedViews = (int)value }) with
        {
            IsInteger = true,
        },
        Mix("virtual", "views of a frame through virtual cameras", 16, mix => mix.VirtualViews, (mix, value) => mix with { VirtualViews = (int)value }) with
        {
            IsInteger = true,
        },
        Mix("moved", "share of recorded views with the person moved", 1, mix => mix.MovedShare, (mix, value) => mix with { MovedShare = value }),
        Mix("mixed", "share of views with another frame's limbs", 1, mix => mix.LimbExchangeShare, (mix, value) => mix with { LimbExchangeShare = value }),
        Mix("varied", "share of views with other body proportions", 1, mix => mix.BodyVariationShare, (mix, value) => mix with { BodyVariationShare = value }),
        Mix("bone", "deviation of the bone lengths", 0.2f, mix => mix.BoneDeviation, (mix, value) => mix with { BoneDeviation = value }),
        Mix("whole", "deviation of the body size", 0.2f, mix => mix.SizeDeviation, (mix, value) => mix with { SizeDeviation = value }),
        Mix("roll", "deviation of a virtual camera's roll in radians", 1, mix => mix.RollDeviation, (mix, value) => mix with { RollDeviation = value }),
        Mix("flipped", "share of mirrored views", 1, mix => mix.FlippedShare, (mix, value) => mix with { FlippedShare = value }),
        Mix("noisy", "share of views with detector noise", 1, mix => mix.NoisyShare, (mix, value) => mix with { NoisyShare = value }),
        Mix(
            "noise",
            "largest noise relative to the person's size",
            0.2f,
            mix => mix.Noise.MaxDeviation,
            (mix, value) => mix with { Noise = mix.Noise with { MaxDeviation = value, MinDeviation = Math.Min(mix.Noise.MinDeviation, value) } }
        ),
        Mix(
            "outliers",
            "share of joints with five times the noise",
            1,
            mix => mix.Noise.OutlierShare,
            (mix, value) => mix with { Noise = mix.Noise with { OutlierShare = value } }
        ),
        Mix(
            "shared",
            "correlation of the noise within a limb",
            1,
            mix => mix.Noise.LimbCorrelation,
            (mix, value) => mix with { Noise = mix.Noise with { LimbCorrelation = value } }
        ),
        Mix(
            "swapped",
            "share of noisy views with swapped arms or legs",
            1,
            mix => mix.Noise.SwappedShare,
            (mix, value) => mix with { Noise = mix.Noise with { SwappedShare = value } }
        ),
        Mix("masked", "share of views with missing joints", 1, mix => mix.MaskedShare, (mix, value) => mix with { MaskedShare = value }),
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
