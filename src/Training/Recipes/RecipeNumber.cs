using StreamLift.Training.Samples;

namespace StreamLift.Training.Recipes;

/// <summary>One of a recipe's numbers that <c>--set NAME=VALUE</c> changes.</summary>
/// <param name="Name">As it is asked for.</param>
/// <param name="Says">What it is.</param>
/// <param name="Least">The smallest that makes sense.</param>
/// <param name="Most">The largest.</param>
/// <param name="Of">What a recipe has.</param>
/// <param name="With">The recipe with another.</param>
internal sealed record RecipeNumber(string Name, string Says, float Least, float Most, Func<Recipe, float> Of, Func<Recipe, float, Recipe> With)
{
    /// <summary>Whether parts of one make no sense.</summary>
    public bool IsWhole { get; init; }

    /// <summary>All that there are.</summary>
    public static IReadOnlyList<RecipeNumber> All { get; } =
    [
        new(
            "rate",
            "peak of the learning rate",
            1e-6f,
            1,
            recipe => recipe.Schedule.Highest,
            (recipe, value) => recipe with { Schedule = recipe.Schedule.WithHighest(value) }
        ),
        new("batch", "rows of a step", 1, 65536, recipe => recipe.BatchSize, (recipe, value) => recipe with { BatchSize = (int)value }) { IsWhole = true },
        new("average", "of the weights, a step; 0: none", 0, 0.99999f, recipe => recipe.Averaging, (recipe, value) => recipe with { Averaging = value }),
        new("decay", "of weight matrices", 0, 1, recipe => recipe.Decay, (recipe, value) => recipe with { Decay = value }),
        new("bones", "weight of the bones' error beside the joints'", 0, 10, recipe => recipe.Bones, (recipe, value) => recipe with { Bones = value }),
        new("taught", "the teacher's weight in the loss", 0, 1, recipe => recipe.Taught, (recipe, value) => recipe with { Taught = value }),
        Mix("recorded", "views of a frame by its own cameras", 16, mix => mix.Recorded, (mix, value) => mix with { Recorded = (int)value }) with
        {
            IsWhole = true,
        },
        Mix("virtual", "and by virtual ones", 16, mix => mix.Virtual, (mix, value) => mix with { Virtual = (int)value }) with
        {
            IsWhole = true,
        },
        Mix("moved", "share turned and moved", 1, mix => mix.Moved, (mix, value) => mix with { Moved = value }),
        Mix("mixed", "share with another frame's limbs", 1, mix => mix.Mixed, (mix, value) => mix with { Mixed = value }),
        Mix("varied", "share of other bodies", 1, mix => mix.Varied, (mix, value) => mix with { Varied = value }),
        Mix("bone", "deviation of a bone's length", 0.2f, mix => mix.Bone, (mix, value) => mix with { Bone = value }),
        Mix("whole", "of the body's size", 0.2f, mix => mix.Whole, (mix, value) => mix with { Whole = value }),
        Mix("roll", "of a virtual camera, radians", 1, mix => mix.Roll, (mix, value) => mix with { Roll = value }),
        Mix("flipped", "share of mirror images", 1, mix => mix.Flipped, (mix, value) => mix with { Flipped = value }),
        Mix("noisy", "share with a detector's errors", 1, mix => mix.Noisy, (mix, value) => mix with { Noisy = value }),
        Mix(
            "noise",
            "largest of these, of the person's size",
            0.2f,
            mix => mix.Errors.Most,
            (mix, value) => mix with { Errors = mix.Errors with { Most = value, Least = Math.Min(mix.Errors.Least, value) } }
        ),
        Mix(
            "outliers",
            "share of joints five times as far off",
            1,
            mix => mix.Errors.Outliers,
            (mix, value) => mix with { Errors = mix.Errors with { Outliers = value } }
        ),
        Mix(
            "shared",
            "share of its error that a limb has in common",
            1,
            mix => mix.Errors.Shared,
            (mix, value) => mix with { Errors = mix.Errors with { Shared = value } }
        ),
        Mix(
            "swapped",
            "share with arms or legs taken for each other",
            1,
            mix => mix.Errors.Swapped,
            (mix, value) => mix with { Errors = mix.Errors with { Swapped = value } }
        ),
        Mix("masked", "share that lacks joints", 1, mix => mix.Masked, (mix, value) => mix with { Masked = value }),
    ];

    /// <summary>Whether it may be that.</summary>
    public bool Takes(float value) => value >= Least && value <= Most && (!IsWhole || value == MathF.Floor(value));

    private static RecipeNumber Mix(
        string name,
        string says,
        float most,
        Func<Samples.ViewMix, float> of,
        Func<Samples.ViewMix, float, Samples.ViewMix> with
    ) => new(name, says, 0, most, recipe => of(recipe.Mix), (recipe, value) => recipe with { Mix = with(recipe.Mix, value) });
}
