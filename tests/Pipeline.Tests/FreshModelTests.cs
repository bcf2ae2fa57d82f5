using System.Text.Json;
using StreamLift.Tests;

namespace StreamLift.Pipeline.Tests;

/// <summary>The path from recorded motion to poses on a topic, with a model that was made on the way.</summary>
public sealed class FreshModelTests(Cluster cluster) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("streamlift-fresh-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [CmuTheory]
    [InlineData("centred")]
    [InlineData("box")]
    public async Task Fresh_model_has_the_same_errors_on_its_card_scored_offline_and_served(string features)
    {
        var (data, model) = (Slice(), Path.Combine(_folder, "fresh.onnx"));
        await Trains("train", "--data", data, "--features", features, "--width", "16", "--blocks", "1", "--epochs", "1", "--out", model);
        var pipeline = await cluster.PipelineAsync();
        await pipeline.ProduceAsync("--source", data, "--subjects", "S9", "--rate", "max");
        await pipeline.ToEndAsync("--model", model);
        using var served = await pipeline.EvaluateAsync("--truth", data, "--subjects", "S9");
        using var scored = JsonDocument.Parse(await Trains("score", "--data", data, "--subjects", "S9", "--model", model, "--json"));
        using var card = JsonDocument.Parse(await InProcessCommand.SucceedAsync("model", model, "--json"));

        Assert.Equal(0, Number(served, "missing"));
        foreach (var protocol in (string[])["protocol1", "protocol2"])
        {
            Assert.Equal(Number(scored, protocol), Number(served, protocol), 0.01);
            Assert.Equal(card.RootElement.GetProperty("errors").GetProperty(protocol).GetDouble(), Number(served, protocol), 0.02);
        }
    }

    [CmuFact]
    public async Task Stream_without_a_required_camera_is_a_dead_letter_and_one_with_it_is_lifted()
    {
        var model = Path.Combine(_folder, "fresh.onnx");
        await Trains("train", "--data", Slice(), "--features", "rays", "--width", "16", "--blocks", "1", "--epochs", "1", "--out", model);
        var pipeline = await cluster.PipelineAsync();
        pipeline.Send([Frames.Record("hall-1", Frames.Json("hall-1", 0)), Frames.Record("yard", Frames.Json("yard", 1))]);
        var cameras = Path.Combine(_folder, "cameras.json");
        File.WriteAllText(cameras, """{"hall-*":{"width":1000,"height":1000,"fx":1100,"fy":1100,"cx":500,"cy":500}}""");
        await pipeline.ToEndAsync("--model", model, "--cameras", cameras);

        Assert.Equal(0, Frames.Of(Assert.Single(pipeline.Poses())).Frame);
        var letter = Assert.Single(pipeline.DeadLetters());
        Assert.Equal("no-camera", Frames.Header(letter, "streamlift-reason"));
        Assert.Contains("yard", Frames.Header(letter, "streamlift-detail"), StringComparison.Ordinal);
    }

    // One take to train on and one to test, of the real recording.
    private string Slice()
    {
        var (from, to) = (Path.Combine(SharedData.Cmu, "cmu36m"), Path.Combine(_folder, "slice"));
        foreach (var take in (string[])["S1/MyPoses/3D_positions/Climbing.h5", "S9/MyPoses/3D_positions/Walking.h5", "cameras.h5"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, take))!);
            File.Copy(Path.Combine(from, take), Path.Combine(to, take));
        }
        return to;
    }

    private static double Number(JsonDocument document, string name) => document.RootElement.GetProperty(name).GetDouble();

    private static async Task<string> Trains(params IEnumerable<string> arguments)
    {
        var (code, output) = await StreamLiftCommand.TrainingAsync(arguments);
        Assert.True(code == 0, output);
        return output;
    }
}
