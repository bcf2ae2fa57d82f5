using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Quantization;
using StreamLift.Training.Recipes;
using StreamLift.Training.Runs;
using StreamLift.Training.Samples;
using StreamLift.Training.Sigma;

namespace StreamLift.Training.Tests.Export;

[Collection(TorchCollection.Name)]
public sealed class ExporterTests
{
    private static readonly DateTimeOffset Created = new(2017, 5, 8, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Exported_model_agrees_with_libtorch_within_a_hundredth_of_a_millimetre()
    {
        var checkpoint = Made();
        using var folder = new TemporaryFolder();
        using var model = Load(checkpoint, folder);
        using var network = checkpoint.Network();
        var rows = Rows(200);
        var expected = Exporter.Lift(network, checkpoint.Normalization, rows);
        var output = new float[rows.Length * 51];
        model.Run([.. rows.SelectMany(row => row)], rows.Length, output);
        for (var i = 0; i < output.Length; i++)
            Assert.Equal(expected[i / 51][i % 51], output[i], 0.01f);
        Assert.True(Enumerable.Range(0, rows.Length).All(row => output.AsSpan(row * 51, 3).SequenceEqual([0, 0, 0])), "the hip is where it is");
        Assert.True(output.Max() > 100, "a network that gives nothing agrees with anything");
    }

    [Fact]
    public void Exported_sigmas_are_calibrated_libtorch_sigmas_and_0_for_the_hip()
    {
        var checkpoint = Made(sigma: true);
        using var folder = new TemporaryFolder();
        using var model = Load(checkpoint, folder);
        using var network = checkpoint.Network();
        var rows = Rows(200);
        var expected = Exporter.PredictSigma(network, checkpoint.Normalization, rows, checkpoint.Record.Sigma!.Factors)!;
        var (poses, alone, sigmas) = (new float[rows.Length * 51], new float[rows.Length * 51], new float[rows.Length * 17]);
        model.Run([.. rows.SelectMany(row => row)], rows.Length, poses, sigmas);
        model.Run([.. rows.SelectMany(row => row)], rows.Length, alone);
        Assert.Equal(alone, poses);
        for (var i = 0; i < sigmas.Length; i++)
            Assert.Equal(expected[i / 17][i % 17], sigmas[i], 1e-3f * Math.Max(1, sigmas[i]));
        Assert.All(Enumerable.Range(0, rows.Length), row => Assert.Equal(0, sigmas[17 * row]));
        Assert.InRange(sigmas.Where((_, i) => i % 17 != 0).Min(), 1, 999);

        var plain = Exporter.PredictSigma(network, checkpoint.Normalization, rows[..1], SigmaCalibration.Uncalibrated)![0];
        Assert.Equal(3 * plain[4], expected[0][4], 1e-2f);
        Assert.Contains("S8", model.Card.Sigma!.Calibration, StringComparison.Ordinal);
        Assert.Equal(1, model.Card.Sigma.Calibrated!.Rms);
    }

    [Fact]
    public void Exported_sigma_is_the_same_bit_for_bit_at_any_batch_size_in_fp32_and_int8()
    {
        var checkpoint = Made(sigma: true);
        using var folder = new TemporaryFolder();
        using var model = Load(checkpoint, folder);
        var input = Rows(130).SelectMany(row => row).ToArray();
        var network = OnnxNetworkReader.Read(File.ReadAllBytes(folder.File("model.onnx")), "model");
        var rounded = Quantizer.Quantize(network, input, WeightRange.Default);
        var canary = model.Card.Canary with { Tolerance = 900 };
        File.WriteAllBytes(folder.File("int8.onnx"), Int8OnnxFile.Write(rounded, model.Card with { Canary = canary }));
        using var int8 = LifterModel.Open(folder.File("int8.onnx"), new LifterOptions());
        var (exact, whole) = (Same(model), Same(int8));
        Assert.All(exact.Zip(whole), pair => Assert.InRange(pair.Second, 0.8f * pair.First, 1.25f * pair.First));

        // The pose of an int8 model does not depend on the sigma head.
        var without = Int8OnnxFile.Write(
            Quantizer.Quantize(network with { SigmaHead = null }, input, WeightRange.Default),
            model.Card with
            {
                Sigma = null,
                Canary = canary with { Sigma = null },
            }
        );
        File.WriteAllBytes(folder.File("without.onnx"), without);
        using var plain = LifterModel.Open(folder.File("without.onnx"), new LifterOptions());
        var (poses, alone) = (new float[130 * 51], new float[130 * 51]);
        int8.Run(input, 130, poses);
        plain.Run(input, 130, alone);
        Assert.Equal(alone, poses);

        var integers = new ReferenceInt8Network(rounded);
        for (var row = 0; row < 20; row++)
            Assert.All(integers.Sigma(input.AsSpan(row * Recording.InputWidth, Recording.InputWidth))!.Zip(whole.AsSpan(17 * row, 17).ToArray()), pair =>
                Assert.Equal(pair.First, pair.Second, 0.05f * Math.Max(1, pair.First))
            );

        float[] Same(LifterModel lifter)
        {
            var (poses, all) = (new float[130 * 51], new float[130 * 17]);
            var (pieces, parts) = (new float[130 * 51], new float[130 * 17]);
            lifter.Run(input, 130, poses, all);
            foreach (var size in new[] { 1, 7, 64 })
            {
                for (var first = 0; first < 130; first += size)
                    lifter.Run(input.AsSpan(first * Recording.InputWidth), Math.Min(size, 130 - first), pieces.AsSpan(first * 51), parts.AsSpan(first * 17));
                Assert.True(
                    poses.AsSpan().SequenceEqual(pieces),
                    $"poses in batches of {size}: {poses.Zip(pieces).Count(pair => pair.First != pair.Second)} differ"
                );
                Assert.True(
                    all.AsSpan().SequenceEqual(parts),
                    $"sigmas in batches of {size}: {all.Zip(parts).Count(pair => pair.First != pair.Second)} differ"
                );
            }
            return all;
        }
    }

    [Fact]
    public void Exported_model_card_is_read_back_as_it_was_written()
    {
        var checkpoint = Made();
        using var folder = new TemporaryFolder();
        using var model = Load(checkpoint, folder);
        Assert.Equal("model", model.Card.Name);
        Assert.Empty(model.Card.Problems());
        Assert.Equal(checkpoint.Normalization.InputMean, model.Card.MissingFill);
        Assert.Equal(new CardErrors(50.25, 40.5, "S9"), model.Card.Errors);
        Assert.Equal(("synthetic", "MIT", "streamlift train", Created), (model.Card.Data, model.Card.Licence, model.Card.Command, model.Card.Created));
        Assert.Equal(3, model.Card.Canary.Input.Length);
    }

    [Fact]
    public void Exported_fill_for_a_missing_joint_is_z_score_0()
    {
        var checkpoint = Made();
        using var folder = new TemporaryFolder();
        using var model = Load(checkpoint, folder);
        using var network = checkpoint.Network();
        var filled = model.Card.MissingFill.ToArray();
        var z = new float[Recording.InputWidth];
        filled.CopyTo(z, 0);
        checkpoint.Normalization.Standardize(z);
        Assert.All(z, score => Assert.Equal(0, score));
    }

    [Fact]
    public void Export_of_a_run_that_was_not_finished_is_refused()
    {
        var checkpoint = Made();
        var open = checkpoint with { Record = checkpoint.Record with { Errors = null } };
        Assert.Throws<ConfigurationException>(() => Exporter.Export(open, "model", Created));
    }

    private static Checkpoint Made(bool sigma = false)
    {
        var shape = Recording.Small with { Sigma = sigma };
        var (learner, normalization, _) = Recording.Trained(60, shape: shape);
        var record = new RunRecord
        {
            Shape = shape,
            FeaturesVersion = Recording.Image.Version,
            Recipe = "fast",
            Epochs = 1,
            Epoch = 1,
            Seed = 1,
            Data = "synthetic",
            Licence = "MIT",
            Command = "streamlift train",
            Errors = new CardErrors(50.25, 40.5, "S9"),
            Sigma = sigma
                ? new SigmaCalibration(
                    [1, .. Enumerable.Range(1, 16).Select(joint => joint == 4 ? 3f : 1.25f)],
                    "S8 (held out)",
                    new SigmaCoverage(1, 68, 95, "S8")
                )
                : null,
        };
        return Checkpoint.Of(record, normalization, [.. Rows(3).SelectMany(row => row)], learner);
    }

    private static LifterModel Load(Checkpoint checkpoint, TemporaryFolder folder)
    {
        File.WriteAllBytes(folder.File("model.onnx"), Exporter.Export(checkpoint, "model", Created));
        return LifterModel.Load(folder.File("model.onnx"), new LifterOptions());
    }

    private static float[][] Rows(int count)
    {
        var sequence = Recording.Data.Sequences[0];
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    var row = new float[Recording.InputWidth];
                    FeatureRows.WriteInput(
                        Recording.Image,
                        sequence.Layout,
                        sequence.Keypoints(i % sequence.Frames),
                        sequence.Camera,
                        new float[Recording.InputWidth],
                        row,
                        out _
                    );
                    return row;
                }),
        ];
    }
}
