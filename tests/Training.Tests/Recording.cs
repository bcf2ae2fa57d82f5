using StreamLift.Datasets;
using StreamLift.Datasets.Synthetic;
using StreamLift.Poses;
using StreamLift.Poses.Features;
using StreamLift.Training.Learning;
using StreamLift.Training.Networks;
using StreamLift.Training.Recipes;
using StreamLift.Training.Samples;
using TorchSharp;

namespace StreamLift.Training.Tests;

/// <summary>A synthetic performer's few seconds before four cameras, and small networks that learn from them.</summary>
internal static class Recording
{
    public static ViewMix Everything { get; } = new(4, 4, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f);

    public static Recipe Quick { get; } = Recipe.Fast with { Epochs = 2, BatchSize = 64, Mix = Everything };

    public static NetworkShape Small { get; } = new(Normalisation.Inputs, Normalisation.Outputs, Width: 32);

    public static LoadedDataset Data { get; } = SyntheticDataset.Record(new SyntheticOptions { Seconds = 8 });

    public static IPoseFeatures Image { get; } = FeatureCatalogue.Named("image");

    public static Motion Motion { get; } = new(Data.Sequences);

    public static SampleGenerator Maker(ViewMix mix) => new(Motion, mix);

    /// <summary>A learner after so many steps: batch norm has seen something, weights are no longer as drawn.</summary>
    public static (Learner Learner, Normalisation Normalisation, List<float> Losses) Learnt(
        int steps,
        ulong seed = 1,
        Recipe? recipe = null,
        IPoseFeatures? features = null,
        NetworkShape? shape = null,
        torch.Device? device = null
    )
    {
        recipe ??= Quick;
        var maker = Maker(recipe.Mix);
        var normalisation = Normalisation.Measure(maker, features ?? Image, seed);
        var learner = new Learner(recipe, shape ?? Small, normalisation, seed, device);
        var losses = new List<float>();
        for (var epoch = 0; losses.Count < steps; epoch++)
            foreach (
                var batch in new BatchFeed(new Epoch(maker, normalisation, seed, epoch, recipe.BatchSize), 0, TimeProvider.System)
                    .Run()
                    .Take(steps - losses.Count)
            )
                losses.Add(learner.Step(batch, losses.Count, steps));
        return (learner, normalisation, losses);
    }
}
