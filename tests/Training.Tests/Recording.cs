using StreamLift.Datasets;
using StreamLift.Datasets.Synthetic;
using StreamLift.Poses;
using StreamLift.Poses.Features;
using StreamLift.Training.Augmentation;
using StreamLift.Training.Learning;
using StreamLift.Training.Networks;
using StreamLift.Training.Recipes;
using StreamLift.Training.Samples;
using TorchSharp;

namespace StreamLift.Training.Tests;

/// <summary>A few seconds of the synthetic performer seen by four cameras, and small networks that are trained on them.</summary>
internal static class Recording
{
    public static AugmentationSettings Everything { get; } = new(4, 4, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f);

    public static Recipe Quick { get; } = Recipe.Fast with { Epochs = 2, BatchSize = 64, Augmentation = Everything };

    public static IPoseFeatures Image { get; } = FeatureCatalogue.Named("image");

    /// <summary>The features of a person in the current version.</summary>
    public static int InputWidth { get; } = Normalization.WidthOf(Image);

    public static NetworkShape Small { get; } = new(InputWidth, Normalization.OutputWidth, Width: 32);

    public static LoadedDataset Data { get; } = SyntheticDataset.Record(new SyntheticOptions { Seconds = 8 });

    public static Motion Motion { get; } = new(Data.Sequences);

    public static SampleGenerator Maker(AugmentationSettings mix) => new(Motion, mix);

    /// <summary>A network after a number of steps, with batch norm statistics and trained weights.</summary>
    public static (TrainableNetwork Learner, Normalization Normalization, List<float> Losses) Trained(
        int steps,
        ulong seed = 1,
        Recipe? recipe = null,
        IPoseFeatures? features = null,
        NetworkShape? shape = null,
        torch.Device? device = null
    )
    {
        recipe ??= Quick;
        var generator = Maker(recipe.Augmentation);
        var normalization = Normalization.Measure(generator, features ?? Image, seed);
        var learner = new TrainableNetwork(recipe, shape ?? Small with { Inputs = normalization.InputWidth }, normalization, seed, device);
        var losses = new List<float>();
        for (var epoch = 0; losses.Count < steps; epoch++)
            foreach (
                var batch in new BatchPrefetcher(new Epoch(generator, normalization, seed, epoch, recipe.BatchSize), 0, TimeProvider.System)
                    .Batches()
                    .Take(steps - losses.Count)
            )
                losses.Add(learner.Step(batch, losses.Count, steps));
        return (learner, normalization, losses);
    }
}
