using StreamLift.Poses;
using StreamLift.Training.Learning;
using StreamLift.Training.Optimization;
using StreamLift.Training.Recipes;
using StreamLift.Training.Runs;
using StreamLift.Training.Samples;
using TorchSharp;

namespace StreamLift.Training.Tests.Runs;

[Collection(TorchCollection.Name)]
public sealed class CheckpointTests
{
    [Fact]
    public void Training_resumed_after_an_epoch_ends_like_an_uninterrupted_run()
    {
        var threads = torch.get_num_threads();
        torch.set_num_threads(1);
        try
        {
            using var folder = new TemporaryFolder();
            var generator = Recording.Maker(Recording.Everything);
            var normalization = Normalization.Measure(generator, Recording.Image, 1);
            TrainableNetwork New() => new(Recording.Quick, Recording.Small, normalization, 1);
            void Run(TrainableNetwork learner, int epoch)
            {
                var batches = new Epoch(generator, normalization, 1, epoch, 64);
                long step = epoch * batches.BatchCount;
                foreach (var batch in new BatchPrefetcher(batches, 0, TimeProvider.System).Batches())
                    learner.Step(batch, step++, 2 * batches.BatchCount);
            }

            var whole = New();
            Run(whole, 0);
            Checkpoint.Of(Record(), normalization, new float[Recording.InputWidth], whole).Write(folder.File("a.safetensors"));
            Run(whole, 1);
            var resumed = New();
            Checkpoint.Read(folder.File("a.safetensors")).Restore(resumed);
            Run(resumed, 1);

            foreach (var ((name, one), (_, other)) in whole.Network.StateTensors.Zip(resumed.Network.StateTensors))
                Assert.True(one.FloatSpan().SequenceEqual(other.FloatSpan()), name);
            foreach (var ((name, one), (_, other)) in whole.WeightUpdate.AveragedTensors.Zip(resumed.WeightUpdate.AveragedTensors))
                Assert.True(one.FloatSpan().SequenceEqual(other.FloatSpan()), name);
        }
        finally
        {
            torch.set_num_threads(threads);
        }
    }

    [Fact]
    public void Truncated_checkpoint_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        var (learner, normalization, _) = Recording.Trained(2);
        var path = folder.File("a.safetensors");
        Checkpoint.Of(Record(), normalization, new float[Recording.InputWidth], learner).Write(path);
        var whole = File.ReadAllBytes(path);
        foreach (var length in new[] { 0, 4, 20, 3000, whole.Length - 8 })
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Contains(path, Assert.Throws<ConfigurationException>(() => Checkpoint.Read(path)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_averaged_network_is_a_copy_with_the_averages()
    {
        var (learner, _, _) = Recording.Trained(5);
        float[] Weights() => [.. learner.Network.StateTensors.SelectMany(pair => pair.Tensor.ToFloatArray())];
        var before = Weights();
        using var averaged = learner.AveragedNetwork();
        Assert.Equal(
            learner.WeightUpdate.AveragedTensors.SelectMany(pair => pair.Average.ToFloatArray()),
            averaged.StateTensors.SelectMany(pair => pair.Tensor.ToFloatArray())
        );
        Assert.False(averaged.training);
        Assert.NotEqual(before, averaged.StateTensors.SelectMany(pair => pair.Tensor.ToFloatArray()));
        Assert.Equal(before, Weights());
    }

    private static RunRecord Record() =>
        new()
        {
            Shape = Recording.Small,
            FeaturesVersion = Recording.Image.Version,
            Recipe = "fast",
            Epochs = 2,
            Epoch = 1,
            Seed = 1,
            Data = "synthetic",
            Licence = "MIT",
            Command = "streamlift train",
        };
}
