using StreamLift.Poses;
using StreamLift.Training.Learning;
using StreamLift.Training.Optimisation;
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
            var maker = Recording.Maker(Recording.Everything);
            var normalisation = Normalisation.Measure(maker, Recording.Image, 1);
            Learner New() => new(Recording.Quick, Recording.Small, normalisation, 1);
            void Run(Learner learner, int epoch)
            {
                var batches = new Epoch(maker, normalisation, 1, epoch, 64);
                long step = epoch * batches.Batches;
                foreach (var batch in new BatchFeed(batches, 0, TimeProvider.System).Run())
                    learner.Step(batch, step++, 2 * batches.Batches);
            }

            var whole = New();
            Run(whole, 0);
            Checkpoint.Of(Record(), normalisation, new float[34], whole).Write(folder.File("a.safetensors"));
            Run(whole, 1);
            var resumed = New();
            Checkpoint.Read(folder.File("a.safetensors")).Restore(resumed);
            Run(resumed, 1);

            foreach (var ((name, one), (_, other)) in whole.Network.State.Zip(resumed.Network.State))
                Assert.True(one.Floats().SequenceEqual(other.Floats()), name);
            foreach (var ((name, one), (_, other)) in whole.Update.Averages.Zip(resumed.Update.Averages))
                Assert.True(one.Floats().SequenceEqual(other.Floats()), name);
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
        var (learner, normalisation, _) = Recording.Learnt(2);
        var path = folder.File("a.safetensors");
        Checkpoint.Of(Record(), normalisation, new float[34], learner).Write(path);
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
        var (learner, _, _) = Recording.Learnt(5);
        float[] Weights() => [.. learner.Network.State.SelectMany(pair => pair.Tensor.Numbers())];
        var before = Weights();
        using var averaged = learner.Averaged();
        Assert.Equal(learner.Update.Averages.SelectMany(pair => pair.Average.Numbers()), averaged.State.SelectMany(pair => pair.Tensor.Numbers()));
        Assert.False(averaged.training);
        Assert.NotEqual(before, averaged.State.SelectMany(pair => pair.Tensor.Numbers()));
        Assert.Equal(before, Weights());
    }

    private static RunRecord Record() =>
        new()
        {
            Shape = Recording.Small,
            Recipe = "fast",
            Epochs = 2,
            Epoch = 1,
            Seed = 1,
            Data = "synthetic",
            Licence = "MIT",
            Command = "streamlift train",
        };
}
