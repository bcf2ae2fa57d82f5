using System.Text.Json;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Tests;
using StreamLift.Training.Commands;
using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Recipes;
using StreamLift.Training.Runs;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Quantization;

/// <summary>Runs the quantize command with a small network and a few takes.</summary>
[Collection(TorchCollection.Name)]
public sealed class QuantizationJobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;
    private readonly string _int8;

    public QuantizationJobTests()
    {
        (_model, _int8) = (_folder.File("a.onnx"), _folder.File("a.int8.onnx"));
        var (learner, normalization, _) = Recording.Trained(60);
        var record = new RunRecord
        {
            Shape = Recording.Small,
            FeaturesVersion = Recording.Image.Version,
            Recipe = "fast",
            Epochs = 1,
            Epoch = 1,
            Seed = 1,
            Data = "synthetic",
            Licence = "MIT",
            Command = "streamlift train",
            Errors = new(1, 1, "nothing"),
        };
        File.WriteAllBytes(
            _model,
            Exporter.Export(Checkpoint.Of(record, normalization, new float[Recording.InputWidth], learner), "a", DateTimeOffset.UnixEpoch)
        );
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Quantized_model_within_the_allowed_error_is_written_and_served()
    {
        var line = $"quantize --model {_model} --data {Slice()} --out {_int8}";
        var (code, output, error) = Run(line);
        Assert.True(code == 0, output + error);
        using var served = LifterModel.Load(_model, new LifterOptions());
        Assert.True(served.Card.IsInt8, served.Device);
        Assert.Equal(("a", "streamlift " + line), (served.Card.Name, served.Card.Command));
        Assert.Equal(LifterModel.Hash(_model), served.Card.Quantisation!.OfSha256);
        Assert.InRange(served.Card.Quantisation.Cost(served.Card.Errors), -1, 0.3);
        Assert.Equal([_model, _int8], Directory.GetFiles(Path.GetDirectoryName(_model)!, "a.*").OrderDescending());

        var (_, scored, note) = Run($"score --data {Slice()} --subjects S9 --model {_model}");
        Assert.Contains("int8: ", note, StringComparison.Ordinal);
        Assert.Contains("parity with a@", scored, StringComparison.Ordinal);
    }

    [Fact]
    public void Quantized_model_over_the_allowed_error_is_not_written_and_exits_1_in_one_line()
    {
        // A unit that is never active gets a weight so large that all other weights of its row are rounded to 0.
        var network = OnnxNetworkReader.Read(File.ReadAllBytes(_model), _model);
        var (first, second) = network.Blocks[0];
        first.Weights.AsSpan(0, first.Inputs).Clear();
        first.Bias[0] = -1;
        for (var row = 0; row < second.Outputs; row++)
            second.Weights[row * second.Inputs] = 1e6f;
        using (var model = LifterModel.Open(_model, new LifterOptions()))
            File.WriteAllBytes(_model, OnnxFile.Write(network, model.Card with { Canary = model.Card.Canary with { Tolerance = 900 } }));

        var (code, output, error) = Run($"quantize --model {_model} --data {Slice()} --out {_int8}");
        Assert.True(code == 1, output + error);
        Assert.Equal($"streamlift: {_int8} was not written: int8 increases the error on the test subjects by more than 0.3 mm", error.TrimEnd());
        Assert.Equal([_model], Directory.GetFiles(Path.GetDirectoryName(_model)!, "a.*"));
    }

    [Fact]
    public void Quantize_without_a_test_subject_exits_2_and_of_a_model_that_is_not_fp32_exits_3()
    {
        var data = TrainingSlice.Of(_folder, "S1");
        Assert.Equal(2, Run($"quantize --model {_model} --data {data} --out {_int8}").Code);
        Assert.Equal(2, Run($"quantize --model {_model} --data {data} --out {_model}").Code);
        Assert.Equal(
            3,
            Run($"quantize --model {Path.Combine(SharedData.RepositoryRoot, "models", "streamlift-image.int8.onnx")} --data {data} --out {_int8}").Code
        );
    }

    [Fact]
    public void Quantize_of_per_action_models_measures_held_out_people_without_a_test_subject()
    {
        var data = SyntheticRecording.Authors(
            _folder.File("own"),
            [new SyntheticTake("S1", "Walking", 90, seed: 1), new SyntheticTake("S8", "Walking", 90, seed: 2)]
        );
        File.Copy(_model, _folder.File("Walking.onnx"));
        var (code, output, error) = Run(
            $"quantize --data {data} --hold-out S8 --model {_folder.File("{action}.onnx")} --out {_folder.File("{action}.int8.onnx")}"
        );
        Assert.True(code == 0, output + error);
        using var walking = LifterModel.Open(_folder.File("Walking.int8.onnx"), new LifterOptions());
        Assert.StartsWith("S8 (held out)", walking.Card.Errors.On, StringComparison.Ordinal);
        Assert.Contains("of S1, with the augmentation", walking.Card.Quantisation!.Calibration, StringComparison.Ordinal);
    }

    [Fact]
    public void Quantize_of_per_action_models_measures_each_on_its_own_action_and_2D()
    {
        var data = TrainingSlice.Of(_folder);
        TrainingSlice.AddDetections(data);

        File.Copy(_model, _folder.File("Climbing.onnx"));
        File.Copy(_model, _folder.File("Walking.onnx"));
        var line = $"quantize --data {data} --detections sh --model {_folder.File("{action}.onnx")} --out ";

        var (code, output, error) = Run(line + _folder.File("{action}.int8.onnx"));

        Assert.True(code == 0, output + error);
        Assert.Contains("because no test subject (S9, S11) performs this action", output, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("Climbing.int8.onnx")));
        using var walking = LifterModel.Open(_folder.File("Walking.int8.onnx"), new LifterOptions());
        var card = walking.Card;
        Assert.Contains("2D: sh", card.Errors.On, StringComparison.Ordinal);
        Assert.Contains("of S8, with the augmentation", card.Quantisation!.Calibration, StringComparison.Ordinal);
        using var score = JsonDocument.Parse(
            Run($"score --data {data} --subjects S9 --detections sh --precision int8 --model {_folder.File("Walking.onnx")} --json").Output
        );
        Assert.Equal(card.Errors.Protocol1, score.RootElement.GetProperty("protocol1").GetDouble(), 0.01);

        Assert.Equal(2, Run(line + _int8).Code);
        File.Delete(_folder.File("Climbing.onnx"));
        var missing = Run(line + _folder.File("{action}.int8.onnx"));
        Assert.Equal(3, missing.Code);
        Assert.Contains("there is no file for Climbing", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Truncated_fp32_model_file_is_refused_and_a_corrupt_one_is_read_or_refused()
    {
        var file = File.ReadAllBytes(_model);
        Assert.Equal(2, OnnxNetworkReader.Read(file, "a").Blocks.Count);
        for (var length = 0; length < file.Length; length += 97)
            Assert.ThrowsAny<ModelException>(() => OnnxNetworkReader.Read(file[..Math.Min(length, file.Length / 2)], "a"));
        var random = new Random(3);
        for (var i = 0; i < 300; i++)
        {
            var changed = file.ToArray();
            changed[random.Next(2000)] ^= (byte)random.Next(1, 256);
            try
            {
                OnnxNetworkReader.Read(changed, "a"); // the bytes of a weight may have any value
            }
            catch (ModelException)
            {
                // refusing the file is fine
            }
        }
    }

    private static (int Code, string Output, string Error) Run(string line)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = TrainingProgram.Run(line.Split(' '), output, error);
        return (code, output.ToString(), error.ToString());
    }

    private string Slice() => TrainingSlice.Of(_folder, "S1", "S9");
}
