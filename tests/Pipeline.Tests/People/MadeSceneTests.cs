using System.Text.Json;

namespace StreamLift.Pipeline.Tests.People;

/// <summary>A made scene through both stages over a real broker, and scored: <c>produce --people</c>, <c>run --people</c>, <c>evaluate --people</c>.</summary>
public sealed class MadeSceneTests(Cluster cluster) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streamlift-scene");

    public void Dispose() => _folder.Delete(recursive: true);

    [RealBrokerFact]
    public async Task Two_people_before_four_cameras_are_found_in_the_room_with_steady_ids()
    {
        var (pipeline, people) = (await cluster.PipelineAsync(), await cluster.TopicAsync("people", 2));
        var (rig, truth) = (Path.Combine(_folder.FullName, "rig.json"), Path.Combine(_folder.FullName, "truth.ndjson"));
        await pipeline.ProduceAsync(["--source", "synthetic", "--people", "2", "--cameras", "4", "--seconds", "8", "--rig-out", rig, "--truth-out", truth]);
        await pipeline.ToEndAsync("--people", people, "--rig", rig, "--create-topics");
        var json = await InProcessCommand.SucceedAsync([
            "evaluate",
            "--people",
            "--bootstrap",
            cluster.Bootstrap,
            "--topic",
            people,
            "--truth",
            truth,
            "--json",
        ]);
        using var scores = JsonDocument.Parse(json);
        Assert.InRange(Of("absolute"), 1, 40);
        Assert.InRange(Of("relative"), 1, 40);
        Assert.InRange(Of("idf1"), 0.95, 1);
        Assert.Equal(0, Of("idSwitches"));
        Assert.InRange(Of("pcp"), 0.95, 1);
        Assert.InRange(Of("frames"), 230, 240);

        double Of(string name) => scores.RootElement.GetProperty(name).GetDouble();
    }
}
