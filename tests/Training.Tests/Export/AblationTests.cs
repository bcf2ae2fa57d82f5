using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Networks;
using StreamLift.Training.Optimization;
using StreamLift.Training.Recipes;
using StreamLift.Training.Runs;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Export;

/// <summary>A network without one of its parts can be trained and exported.</summary>
[Collection(TorchCollection.Name)]
public sealed class AblationTests
{
    [Theory]
    [InlineData(false, true, 2)]
    [InlineData(true, false, 2)]
    [InlineData(false, false, 1)]
    [InlineData(true, true, 4)]
    [InlineData(true, true, 2, 12)]
    public void Ablated_network_learns_and_its_exported_file_gives_the_same_poses(bool batchNorm, bool residual, int blocks, int inner = 0)
    {
        var shape = Recording.Small with { BatchNorm = batchNorm, Residual = residual, Blocks = blocks, Inner = inner };
        var recipe = Recording.Quick with { Schedule = new OneCycle(0.003f), MaxNorm = MaxNorm.None, Dropout = 0 };
        var (learner, normalization, losses) = Recording.Trained(80, recipe: recipe, shape: shape);
        Assert.True(losses.TakeLast(10).Average() < 0.9 * losses.Take(3).Average(), $"{losses[0]} → {losses[^1]}");

        using var folder = new TemporaryFolder();
        Checkpoint.Of(Record(shape), normalization, new float[Recording.InputWidth], learner).Write(folder.File("a.safetensors"));
        var checkpoint = Checkpoint.Read(folder.File("a.safetensors"));
        Assert.Equal(shape, checkpoint.Record.Shape);
        File.WriteAllBytes(folder.File("a.onnx"), Exporter.Export(checkpoint, "a", DateTimeOffset.UnixEpoch));
        using var model = LifterModel.Load(folder.File("a.onnx"), new LifterOptions());
        using var network = checkpoint.Network();
        var row = Enumerable.Range(0, Recording.InputWidth).Select(i => (i % 7 * 0.1f) - 0.3f).ToArray();
        var (expected, given) = (Exporter.Lift(network, normalization, [row])[0], new float[51]);
        model.Run(row, 1, given);
        for (var i = 0; i < given.Length; i++)
            Assert.Equal(expected[i], given[i], 0.02f);
        Assert.EndsWith("; no batch norm", model.Card.Recipe, StringComparison.Ordinal);
    }

    [Fact]
    public void Recipe_without_virtual_cameras_has_as_many_views() =>
        Assert.Equal(
            (9, 0, 9),
            (Recipe.Fast.Augmentation.WithoutVirtual().RecordedViews, Recipe.Fast.Augmentation.WithoutVirtual().VirtualViews, Recipe.Fast.Augmentation.Views)
        );

    private static RunRecord Record(NetworkShape shape) =>
        new()
        {
            Shape = shape,
            FeaturesVersion = Recording.Image.Version,
            RecipeChanges = "no batch norm",
            Recipe = "fast",
            Epochs = 1,
            Epoch = 1,
            Seed = 1,
            Data = "synthetic",
            Licence = "MIT",
            Command = "streamlift train",
            Errors = new CardErrors(1, 1, "nothing"),
        };
}
