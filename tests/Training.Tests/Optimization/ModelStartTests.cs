using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Networks;
using StreamLift.Training.Optimization;
using StreamLift.Training.Recipes;
using StreamLift.Training.Runs;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Optimization;

[Collection(TorchCollection.Name)]
public sealed class ModelStartTests
{
    private static readonly IPoseFeatures First = FeatureCatalogue.Find(new FeatureSpec("image", 1))!;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(2, 80)]
    public void Network_that_starts_from_a_model_lifts_seen_joints_as_the_model_does(int version, int inner)
    {
        using var folder = new TemporaryFolder();
        var (path, from) = Model(folder, FeatureCatalogue.Find(new FeatureSpec("image", version))!);
        var options = Options(path) with { Shape = Recording.Small with { Inner = inner } };
        var generator = Recording.Maker(Recording.Everything with { MaskedShare = 0 });
        var normalization = Normalization.Measure(generator, Recording.Image, 7);
        var learner = new TrainableNetwork(options.Recipe, options.Shape, normalization, 1);
        var network = learner.Network;

        ModelStart.Apply(ModelStart.Read(options), network, normalization, generator, 1);
        RowMaxNorm.Apply(network.MaxNormParameters); // the first step applies it, and it changes nothing yet

        network.eval();
        using var expected = from.Network();
        Assert.All(
            Exporter.Lift(expected, from.Normalization, Rows(from.Normalization)).Zip(Exporter.Lift(network, normalization, Rows(normalization))),
            pair => Assert.All(pair.First.Zip(pair.Second), numbers => Assert.Equal(numbers.First, numbers.Second, 0.05f))
        );
    }

    [Fact]
    public void Start_of_a_network_keeps_the_norm_of_every_unit_at_1_or_less()
    {
        using var folder = new TemporaryFolder();
        var (path, _) = Model(folder, First);
        var generator = Recording.Maker(Recording.Everything);
        var normalization = Normalization.Measure(generator, Recording.Image, 7);
        using var network = new LiftingNetwork(Recording.Small, new DropoutMasks(0, 0, 0));

        ModelStart.Apply(ModelStart.Read(Options(path)), network, normalization, generator, 1);

        foreach (var (name, tensor) in network.StateTensors.Where(pair => pair.Name.EndsWith(".weight", StringComparison.Ordinal)))
            Assert.All(tensor.ToFloatArray().Chunk((int)tensor.shape[1]), row => Assert.True(row.Sum(weight => weight * weight) < 1.0001f, name));
    }

    [Fact]
    public void Units_that_a_model_lacks_begin_with_random_weights_that_learn()
    {
        using var folder = new TemporaryFolder();
        var (path, _) = Model(folder, Recording.Image);
        var options = Options(path) with { Shape = Recording.Small with { Inner = 80 } };
        var generator = Recording.Maker(Recording.Everything);
        var normalization = Normalization.Measure(generator, Recording.Image, 7);
        var learner = new TrainableNetwork(options.Recipe, options.Shape, normalization, 1);
        ModelStart.Apply(ModelStart.Read(options), learner.Network, normalization, generator, 1);
        float[][] Rows(string name) => [.. Tensor(learner, name).Chunk(name.EndsWith("first.weight", StringComparison.Ordinal) ? 32 : 80)];
        var before = Rows("blocks.1.first.weight")[32..];

        Assert.All(before, row => Assert.Equal(1, row.Sum(weight => weight * weight), 0.001f));
        Assert.All(Rows("blocks.1.second.weight"), row => Assert.All(row[32..], weight => Assert.Equal(0, weight)));
        Assert.All(Tensor(learner, "blocks.1.first.scale")[32..], scale => Assert.Equal(1, scale));
        Assert.All(Tensor(learner, "blocks.1.first.variance")[32..], variance => Assert.True(variance > 0));

        var epoch = new Epoch(generator, normalization, 1, 0, options.Recipe.BatchSize);
        for (var step = 0; step < 3; step++)
            learner.Step(epoch.MakeBatch(step), step, 3);

        Assert.All(Rows("blocks.1.second.weight"), row => Assert.Contains(row[32..], weight => weight != 0));
        Assert.NotEqual(before, Rows("blocks.1.first.weight")[32..]);
    }

    [Fact]
    public void Start_from_a_model_with_wider_blocks_is_refused_with_the_remedy()
    {
        using var folder = new TemporaryFolder();
        var (path, _) = Model(folder, Recording.Image);
        var options = Options(path) with { Shape = Recording.Small with { Inner = 16 } };

        Assert.Equal(
            $"--start {path}: the model has 32 units in the first layer of a block, this run 16; use --inner 32 or more, or --prune with a checkpoint for "
                + "fewer",
            Assert.Throws<ConfigurationException>(() => ModelStart.Read(options)).Message
        );
    }

    [Fact]
    public void Start_from_a_model_that_does_not_fit_is_refused_with_every_reason()
    {
        using var folder = new TemporaryFolder();
        var (path, _) = Model(folder, First);
        var options = Options(path) with
        {
            Features = FeatureCatalogue.Named("box"),
            Shape = Recording.Small with { Width = 64, BatchNorm = false },
            Recipe = Recipe.Paper,
        };

        var problems = Assert.Throws<ConfigurationException>(() => ModelStart.Read(options)).Message;

        Assert.Contains($"--start {path}: the model has the features image 1, this run box 2", problems, StringComparison.Ordinal);
        Assert.Contains("the model has 2 blocks of width 32", problems, StringComparison.Ordinal);
        Assert.Contains("--no-batch-norm can't be combined with it", problems, StringComparison.Ordinal);
        Assert.Contains("--recipe paper clips each weight matrix to norm 1, which would change the model", problems, StringComparison.Ordinal);
    }

    private static (string Path, Checkpoint Checkpoint) Model(TemporaryFolder folder, IPoseFeatures features)
    {
        var (learner, normalization, _) = Recording.Trained(60, features: features);
        var record = new RunRecord
        {
            Shape = Recording.Small with { Inputs = normalization.InputWidth },
            FeaturesVersion = features.Version,
            Recipe = "fast",
            Epochs = 1,
            Epoch = 1,
            Seed = 1,
            Data = "synthetic",
            Licence = "MIT",
            Command = "streamlift train",
            Errors = new CardErrors(1, 1, "nothing"),
        };
        var checkpoint = Checkpoint.Of(record, normalization, new float[normalization.InputWidth], learner);
        File.WriteAllBytes(folder.File("a.onnx"), Exporter.Export(checkpoint, "a", DateTimeOffset.UnixEpoch));
        return (folder.File("a.onnx"), checkpoint);
    }

    private static float[] Tensor(TrainableNetwork learner, string name) => learner.Network.StateTensors.First(pair => pair.Name == name).Tensor.ToFloatArray();

    private static TrainingOptions Options(string start) =>
        new()
        {
            Data = "synthetic",
            Recipe = Recording.Quick,
            Features = Recording.Image,
            Shape = Recording.Small,
            Start = start,
            Seed = 1,
            HoldOut = [],
            Licence = "MIT",
            Out = "b.onnx",
            Command = "streamlift train",
        };

    private static float[][] Rows(Normalization normalization)
    {
        var (generator, sample) = (Recording.Maker(Recording.Everything with { MaskedShare = 0 }), new TrainingSample());
        var rows = new float[32][];
        for (var row = 0; row < rows.Length; row++)
        {
            var random = new SampleRandom(5, 0, (ulong)row);
            generator.Make(row * (generator.Count / rows.Length), sample, ref random);
            rows[row] = new float[normalization.InputWidth];
            normalization.Features.Write(sample.Keypoints, CameraView.Of(sample.Camera), normalization.InputMean, rows[row], out _);
        }
        return rows;
    }
}
