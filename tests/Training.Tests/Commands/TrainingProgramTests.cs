using System.Text.Json;
using StreamLift.Tests;
using StreamLift.Training.Commands;

namespace StreamLift.Training.Tests.Commands;

[Collection(TorchCollection.Name)]
public sealed class TrainingProgramTests
{
    [Theory]
    [InlineData("train")]
    [InlineData("train --data nowhere --out model.onnx")]
    [InlineData("train --data nowhere --out model.onnx --width 0")]
    [InlineData("train --data nowhere --out model.bin")]
    [InlineData("train --data nowhere --out model.onnx --recipe magic")]
    [InlineData("export --checkpoint nowhere --out model.onnx")]
    [InlineData("score --data nowhere --model model.onnx --noise -1")]
    [InlineData("score --data nowhere --model model.onnx --layout triangle")]
    [InlineData("nonsense")]
    public void What_is_wrong_with_the_options_or_the_data_is_said_in_a_line_and_ends_with_2(string line)
    {
        var (code, _, error) = Run(line);
        Assert.Equal(2, code);
        Assert.All(error.Split('\n', StringSplitOptions.RemoveEmptyEntries), problem => Assert.StartsWith("streamlift: ", problem, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_is_none_ends_with_3()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.onnx"), "no model");
        Assert.Equal(3, Run($"score --data nowhere --model {folder.File("a.onnx")}").Code);
    }

    [CmuFact]
    public void A_run_on_recorded_motion_ends_with_a_model_that_scores_what_its_card_says()
    {
        using var folder = new TemporaryFolder();
        var (model, data) = (folder.File("tiny.onnx"), Path.Combine(SharedData.Cmu, "data_3d_cmu_numpy2.npz"));
        var (code, output, error) = Run($"train --data {data} --width 16 --blocks 1 --epochs 1 --out {model}");
        Assert.True(code == 0, output + error);
        Assert.Equal(0, Run($"export --checkpoint {folder.File("tiny.safetensors")} --out {folder.File("again.onnx")}").Code);
        Assert.True(Run($"train --data {data} --width 16 --blocks 1 --epochs 1 --resume {folder.File("tiny.safetensors")} --out {model}").Code == 0);
    }

    [CmuFact]
    public void Json_is_one_object_and_nothing_else()
    {
        var model = Path.Combine(SharedData.RepositoryRoot, "models", "streamlift-image.onnx");
        var (code, output, _) = Run($"score --data {Path.Combine(SharedData.Cmu, "cmu36m")} --subjects S11 --model {model} --json");
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(17, json.RootElement.GetProperty("joints").GetInt32());
        Assert.InRange(json.RootElement.GetProperty("protocol1").GetDouble(), 10, 100);
    }

    private static (int Code, string Output, string Error) Run(string line)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = TrainingProgram.Run(line.Split(' '), output, error);
        return (code, output.ToString(), error.ToString());
    }
}
