using StreamLift.Lifter;
using StreamLift.Poses;
using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Export;

[Collection(TorchCollection.Name)]
public sealed class ExporterTests
{
    private static readonly DateTimeOffset Created = new(2017, 5, 8, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Libtorch_and_the_file_agree_within_a_hundredth_of_a_millimetre()
    {
        var checkpoint = Made();
        using var folder = new TemporaryFolder();
        using var model = Load(checkpoint, folder);
        using var network = checkpoint.Network();
        var rows = Rows(200);
        var expected = Exporter.Lift(network, checkpoint.Normalisation, rows);
        var output = new float[rows.Length * 51];
        model.Run([.. rows.SelectMany(row => row)], rows.Length, output);
        for (var i = 0; i < output.Length; i++)
            Assert.Equal(expected[i / 51][i % 51], output[i], 0.01f);
        Assert.True(Enumerable.Range(0, rows.Length).All(row => output.AsSpan(row * 51, 3).SequenceEqual([0, 0, 0])), "the hip is where it is");
        Assert.True(output.Max() > 100, "a network that gives nothing agrees with anything");
    }

    [Fact]
    public void The_card_comes_back_as_it_was_written()
    {
        var checkpoint = Made();
        using var folder = new TemporaryFolder();
        using var model = Load(checkpoint, folder);
        Assert.Equal("model", model.Card.Name);
        Assert.Empty(model.Card.Problems());
        Assert.Equal(checkpoint.Normalisation.InputMean, model.Card.MissingFill);
        Assert.Equal(new CardErrors(50.25, 40.5, "S9"), model.Card.Errors);
        Assert.Equal(("synthetic", "MIT", "streamlift train", Created), (model.Card.Data, model.Card.Licence, model.Card.Command, model.Card.Created));
        Assert.Equal(3, model.Card.Canary.Input.Length);
    }

    [Fact]
    public void A_joint_not_seen_counts_as_nothing()
    {
        var checkpoint = Made();
        using var folder = new TemporaryFolder();
        using var model = Load(checkpoint, folder);
        using var network = checkpoint.Network();
        var filled = model.Card.MissingFill.ToArray();
        var z = new float[Normalisation.Inputs];
        filled.CopyTo(z, 0);
        checkpoint.Normalisation.Standardise(z);
        Assert.All(z, score => Assert.Equal(0, score));
    }

    [Fact]
    public void A_run_that_was_not_finished_is_not_exported()
    {
        var checkpoint = Made();
        var open = checkpoint with { Record = checkpoint.Record with { Errors = null } };
        Assert.Throws<ConfigurationException>(() => Exporter.Export(open, "model", Created));
    }

    private static Checkpoint Made()
    {
        var (learner, normalisation, _) = Recording.Learnt(60);
        var record = new RunRecord
        {
            Shape = Recording.Small, Recipe = "fast", Epochs = 1, Epoch = 1, Seed = 1, Data = "synthetic", Licence = "MIT", Command = "streamlift train",
            Errors = new CardErrors(50.25, 40.5, "S9"),
        };
        return Checkpoint.Of(record, normalisation, [.. Rows(3).SelectMany(row => row)], learner);
    }

    private static LifterModel Load(Checkpoint checkpoint, TemporaryFolder folder)
    {
        File.WriteAllBytes(folder.File("model.onnx"), Exporter.Export(checkpoint, "model", Created));
        return LifterModel.Load(folder.File("model.onnx"), new LifterOptions());
    }

    private static float[][] Rows(int count)
    {
        var sequence = Recording.Data.Sequences[0];
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var row = new float[Normalisation.Inputs];
            PoseRows.WriteInput(Recording.Image, sequence.Layout, sequence.Keypoints(i % sequence.Frames), sequence.Camera, new float[Normalisation.Inputs], row, out _);
            return row;
        })];
    }
}
