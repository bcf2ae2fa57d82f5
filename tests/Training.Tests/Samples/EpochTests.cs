using StreamLift.Training.Augmentation;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Samples;

public sealed class EpochTests
{
    [Fact]
    public void Features_of_an_epoch_are_z_scores()
    {
        var generator = Recording.Maker(Recording.Everything with { NoisyShare = 0, MaskedShare = 0 });
        var epoch = new Epoch(generator, Normalization.Measure(generator, Recording.Image, 1), 1, 0, generator.Count);
        var moments = new RunningStatistics(Recording.InputWidth);
        var batch = epoch.MakeBatch(0);
        for (var row = 0; row < batch.Rows; row++)
            moments.Add(batch.Input.AsSpan(row * Recording.InputWidth, Recording.InputWidth));
        // The third number of a joint, whether it was seen, stays as it is.
        Assert.All(moments.Mean().Index(), mean => Assert.InRange(mean.Item, mean.Index % 3 == 2 ? 1 : -0.1f, mean.Index % 3 == 2 ? 1 : 0.1f));
        Assert.All(moments.StandardDeviation().Where((_, column) => column % 3 != 2), deviation => Assert.InRange(deviation, 0.9f, 1.1f));
    }

    [Fact]
    public void A_plain_epoch_holds_every_frame_and_camera_once()
    {
        var generator = Recording.Maker(AugmentationSettings.None);
        var normalization = Normalization.Measure(generator, Recording.Image, 1);
        var epoch = new Epoch(generator, normalization, 1, 0, generator.Count);
        var batch = epoch.MakeBatch(0);
        var rows = Enumerable
            .Range(0, batch.Rows)
            .Select(row => string.Join(' ', batch.Input.AsSpan(row * Recording.InputWidth, Recording.InputWidth).ToArray()));
        Assert.Equal(Recording.Motion.Frames * 4, batch.Rows);
        Assert.Equal(batch.Rows, rows.Distinct().Count());
    }

    [Fact]
    public void Epoch_batches_depend_on_the_seed_and_the_epoch_number_alone()
    {
        var generator = Recording.Maker(Recording.Everything);
        var normalization = Normalization.Measure(generator, Recording.Image, 1);
        float[] First(ulong seed, int number) => new Epoch(generator, normalization, seed, number, 64).MakeBatch(0).Input;
        Assert.Equal(First(1, 0), First(1, 0));
        Assert.NotEqual(First(1, 0), First(1, 1));
        Assert.NotEqual(First(1, 0), First(2, 0));
    }

    [Fact]
    public void Random_draws_are_uniform_or_normal_as_requested()
    {
        var random = new SampleRandom(1, 2, 3);
        var (uniform, normal) = (new RunningStatistics(1), new RunningStatistics(1));
        for (var i = 0; i < 100_000; i++)
        {
            uniform.Add([random.Uniform()]);
            normal.Add([random.Normal()]);
            Assert.InRange(random.Below(7), 0, 6);
        }
        Assert.Equal(0.5, uniform.Mean()[0], 0.01);
        Assert.Equal(Math.Sqrt(1 / 12.0), uniform.StandardDeviation()[0], 0.01);
        Assert.Equal(0, normal.Mean()[0], 0.02);
        Assert.Equal(1, normal.StandardDeviation()[0], 0.02);
    }
}
