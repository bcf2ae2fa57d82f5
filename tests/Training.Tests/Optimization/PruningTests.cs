using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;
using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Networks;
using StreamLift.Training.Optimization;
using StreamLift.Training.Recipes;
using StreamLift.Training.Runs;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Optimization;

[Collection(TorchCollection.Name)]
public sealed class PruningTests
{
    private const int Left = 12;

    private static readonly NetworkShape Narrow = Recording.Small with { Inner = Left };

    [Fact]
    public void Pruning_removes_units_without_effect_and_keeps_the_poses()
    {
        var (wide, normalization) = Trained();
        // Every other one of the first units has no effect.
        int[] busy = [.. Enumerable.Range(0, Left).Select(unit => 2 * unit)];
        foreach (
            var key in wide.Tensors.Keys.Where(key =>
                key.EndsWith("second.weight", StringComparison.Ordinal) && key.StartsWith("average.", StringComparison.Ordinal)
            )
        )
            for (var i = 0; i < wide.Tensors[key].Length; i++)
                if (!busy.Contains(i % Recording.Small.Width))
                    wide.Tensors[key][i] = 0;
        using var whole = wide.Network();
        using var pruned = Pruned(wide, Narrow);
        Same(Poses(whole, normalization), Poses(pruned, normalization), 0.01f);
    }

    [Fact]
    public void Pruning_that_keeps_all_units_gives_the_same_network_with_its_sigma_head()
    {
        var (wide, normalization) = Trained(Recording.Small with { Sigma = true });
        using var whole = wide.Network();
        using var pruned = Pruned(wide, wide.Record.Shape);
        foreach (var ((name, one), (_, other)) in whole.StateTensors.Zip(pruned.StateTensors))
            Assert.True(one.FloatSpan().SequenceEqual(other.FloatSpan()), name);
        using var without = Pruned(wide, wide.Record.Shape with { Sigma = false });
        Same(Poses(whole, normalization), Poses(without, normalization), 0);
    }

    [Fact]
    public void Pruning_of_an_unsuitable_checkpoint_is_refused_with_every_reason()
    {
        var (wide, _) = Trained();
        var options = Options() with { Features = FeatureCatalogue.Named("box"), Shape = Narrow with { Blocks = 3, Inner = 64 } };
        var problems = Assert.Throws<ConfigurationException>(() => Pruning.Require(wide, "w.safetensors", options, "S8")).Message;
        Assert.Contains("--prune w.safetensors: the checkpoint has the features image", problems, StringComparison.Ordinal);
        Assert.Contains("the checkpoint has 2 blocks of width 32; use the same --width", problems, StringComparison.Ordinal);
        Assert.Contains("the checkpoint has 32 units in a block's first layer; --inner can't be larger", problems, StringComparison.Ordinal);
        Assert.Contains("the checkpoint was trained on S8, which can't be held out now", problems, StringComparison.Ordinal);
    }

    [Fact]
    public void Pruning_may_hold_out_only_a_subject_that_its_checkpoint_held_out()
    {
        var (wide, _) = Trained();
        Pruning.Require(wide with { Record = wide.Record with { HoldOut = "S8" } }, "w.safetensors", Options(), "S8");
        Pruning.Require(wide, "w.safetensors", Options(), "");
        Assert.Throws<ConfigurationException>(() =>
            Pruning.Require(wide with { Record = wide.Record with { HoldOut = "S8", Stage = RunStage.Refitting } }, "w.safetensors", Options(), "S8")
        );
    }

    private static TrainingOptions Options() =>
        new()
        {
            Data = "synthetic",
            Recipe = Recording.Quick,
            Features = Recording.Image,
            Shape = Narrow,
            Seed = 1,
            HoldOut = [],
            Licence = "MIT",
            Out = "a.onnx",
            Command = "streamlift train",
        };

    private static (Checkpoint, Normalization) Trained(NetworkShape? shape = null)
    {
        var (learner, normalization, _) = Recording.Trained(60, shape: shape);
        var record = new RunRecord
        {
            Shape = shape ?? Recording.Small,
            FeaturesVersion = Recording.Image.Version,
            Recipe = "fast",
            Epochs = 1,
            Epoch = 1,
            Seed = 1,
            Data = "synthetic",
            Licence = "MIT",
            Command = "streamlift train",
        };
        return (Checkpoint.Of(record, normalization, new float[Recording.InputWidth], learner), normalization);
    }

    private static LiftingNetwork Pruned(Checkpoint from, NetworkShape shape)
    {
        var network = new LiftingNetwork(shape, new DropoutMasks(0, 0, 0));
        Pruning.Apply(from, network);
        network.eval();
        return network;
    }

    private static float[][] Poses(LiftingNetwork network, Normalization normalization)
    {
        var (generator, sample) = (Recording.Maker(Recording.Everything), new TrainingSample());
        var rows = new List<float[]>();
        for (var row = 0; row < 32; row++)
        {
            var random = new SampleRandom(5, 0, (ulong)row);
            generator.Make(row * (generator.Count / 32), sample, ref random);
            rows.Add(new float[Recording.InputWidth]);
            normalization.Features.Write(sample.Keypoints, CameraView.Of(sample.Camera), normalization.InputMean, rows[^1], out _);
        }
        return Exporter.Lift(network, normalization, [.. rows]);
    }

    private static void Same(float[][] expected, float[][] given, float mm)
    {
        Assert.True(expected.SelectMany(pose => pose).Max() > 50, "a network that gives nothing is like any other");
        foreach (var (one, other) in expected.SelectMany(pose => pose).Zip(given.SelectMany(pose => pose)))
            Assert.Equal(one, other, mm);
    }
}
