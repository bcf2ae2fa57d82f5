using System.Text.Json;
using StreamLift.Host.Settings;
using StreamLift.Tests;

namespace StreamLift.Pipeline.Tests;

/// <summary>Recorded motion through the broker and back, against the same model run without one.</summary>
public sealed class ReplayTests(Cluster cluster)
{
    private static string Data => Path.Combine(SharedData.Cmu, "cmu36m");

    [CmuTheory]
    // the takes are named like recordings of Human3.6M, so the default model for them is that of streams with a camera
    [InlineData("centred", "h36m17", "json", "fp32", 0.01)]
    [InlineData("centred", "coco17", "json", "fp32", 0.01)]
    [InlineData("image", "h36m17", "json", "fp32", 0.01)]
    // int8 rounds a joint that JSON moved by a thousandth of a pixel up where it was rounded down: 0.02 mm in the mean of an action's few hundred frames
    [InlineData("centred", "h36m17", "protobuf", "auto", 0.1)]
    public async Task Test_subjects_score_the_same_through_Kafka_as_offline_with_each_frame_once(
        string features,
        string layout,
        string encoding,
        string precision,
        double apart
    )
    {
        var model = features == "centred" ? DefaultModel.Calibrated : DefaultModel.Path;
        var pipeline = await cluster.PipelineAsync();
        await pipeline.ProduceAsync("--source", Data, "--subjects", "S9,S11", "--rate", "max", "--layout", layout, "--encoding", encoding);
        await pipeline.ToEndAsync(["--precision", precision, .. features == "centred" ? (string[])[] : ["--model", model]]);
        using var through = await pipeline.EvaluateAsync("--truth", Data, "--subjects", "S9,S11");
        var (code, text) = await StreamLiftCommand.ScoreAsync(
            "--data",
            Data,
            "--subjects",
            "S9,S11",
            "--layout",
            layout,
            "--precision",
            precision,
            "--model",
            model,
            "--json"
        );
        Assert.True(code == 0, text);
        using var offline = JsonDocument.Parse(text);

        Assert.Equal(0, Number(through, "missing"));
        Assert.Equal(0, Number(through, "doubled"));
        Assert.Equal(Number(offline, "frames"), Number(through, "frames"));
        var actions = offline.RootElement.GetProperty("actions").EnumerateObject().ToList();
        Assert.True(actions.Count >= 5);
        foreach (var action in actions)
        {
            var same = through.RootElement.GetProperty("actions").GetProperty(action.Name);
            Assert.Equal(action.Value.GetProperty("frames").GetInt32(), same.GetProperty("frames").GetInt32());
            foreach (var protocol in (string[])["protocol1", "protocol2"])
                Assert.InRange(Math.Abs(action.Value.GetProperty(protocol).GetDouble() - same.GetProperty(protocol).GetDouble()), 0, apart);
        }
    }

    private static double Number(JsonDocument document, string name) => document.RootElement.GetProperty(name).GetDouble();
}
