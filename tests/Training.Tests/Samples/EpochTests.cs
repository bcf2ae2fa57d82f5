using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Samples;

public sealed class EpochTests
{
    [Fact]
    public void Features_of_an_epoch_are_z_scores()
    {
        var maker = Recording.Maker(Recording.Everything with { Noisy = 0, Masked = 0 });
        var epoch = new Epoch(maker, Normalisation.Measure(maker, Recording.Image, 1), 1, 0, maker.Count);
        var moments = new RunningStatistics(Normalisation.Inputs);
        var batch = epoch.Make(0);
        for (var row = 0; row < batch.Rows; row++)
            moments.Add(batch.Input.AsSpan(row * Normalisation.Inputs, Normalisation.Inputs));
        Assert.All(moments.Mean(), mean => Assert.InRange(mean, -0.1f, 0.1f));
        Assert.All(moments.Deviation(), deviation => Assert.InRange(deviation, 0.9f, 1.1f));
    }

    [Fact]
    public void A_plain_epoch_holds_every_frame_and_camera_once()
    {
        var maker = Recording.Maker(ViewMix.Plain);
        var normalisation = Normalisation.Measure(maker, Recording.Image, 1);
        var epoch = new Epoch(maker, normalisation, 1, 0, maker.Count);
        var batch = epoch.Make(0);
        var rows = Enumerable
            .Range(0, batch.Rows)
            .Select(row => string.Join(' ', batch.Input.AsSpan(row * Normalisation.Inputs, Normalisation.Inputs).ToArray()));
        Assert.Equal(Recording.Motion.Frames * 4, batch.Rows);
        Assert.Equal(batch.Rows, rows.Distinct().Count());
    }

    [Fact]
    public void Epoch_batches_depend_on_the_seed_and_the_epoch_number_alone()
    {
        var maker = Recording.Maker(Recording.Everything);
        var normalisation = Normalisation.Measure(maker, Recording.Image, 1);
        float[] First(ulong seed, int number) => new Epoch(maker, normalisation, seed, number, 64).Make(0).Input;
        Assert.Equal(First(1, 0), First(1, 0));
        Assert.NotEqual(First(1, 0), First(1, 1));
        Assert.NotEqual(First(1, 0), First(2, 0));
    }

    [Fact]
    public void Random_draws_are_uniform_or_normal_as_requested()
    {
        var draw = new SampleRandom(1, 2, 3);
        var (uniform, normal) = (new RunningStatistics(1), new RunningStatistics(1));
        for (var i = 0; i < 100_000; i++)
        {
            uniform.Add([draw.Uniform()]);
            normal.Add([draw.Normal()]);
            Assert.InRange(draw.Below(7), 0, 6);
        }
        Assert.Equal(0.5, uniform.Mean()[0], 0.01);
        Assert.Equal(Math.Sqrt(1 / 12.0), uniform.Deviation()[0], 0.01);
        Assert.Equal(0, normal.Mean()[0], 0.02);
        Assert.Equal(1, normal.Deviation()[0], 0.02);
    }
}
