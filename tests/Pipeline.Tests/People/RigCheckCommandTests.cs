using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Pipeline.Tests.People;

/// <summary><c>rig check</c> over a real broker: keypoints of a made scene, lifted with them, and people as the second stage writes them.</summary>
public sealed class RigCheckCommandTests(Cluster cluster) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streamlift-rig");

    public void Dispose() => _folder.Delete(recursive: true);

    [RealBrokerFact]
    public async Task Cameras_are_measured_by_the_keypoints_of_the_poses_with_a_limit()
    {
        var (pipeline, people) = (await cluster.PipelineAsync(), await cluster.TopicAsync("people", 1));
        var (rig, truth) = (Path.Combine(_folder.FullName, "rig.json"), Path.Combine(_folder.FullName, "truth.ndjson"));
        await pipeline.ProduceAsync([
            "--source",
            "synthetic",
            "--people",
            "2",
            "--cameras",
            "3",
            "--seconds",
            "4",
            "--noise",
            "4",
            "--rig-out",
            rig,
            "--truth-out",
            truth,
        ]);
        await pipeline.ToEndAsync("--with-keypoints", "--cameras", CamerasOf(rig));
        Topics.Send(cluster.Bootstrap, people, File.ReadLines(truth).Select(People));

        string[] arguments = ["rig", "check", "--bootstrap", cluster.Bootstrap, "--topic", people, "--rig", rig];
        var json = await InProcessCommand.SucceedAsync([.. arguments, "--poses", pipeline.Output, "--json", "--limit", "8"]);
        using var checks = JsonDocument.Parse(json);
        var cameras = checks.RootElement.GetProperty("rigs")[0].GetProperty("cameras").EnumerateArray().ToList();
        Assert.Equal(["synthetic/camera-1", "synthetic/camera-2", "synthetic/camera-3"], cameras.Select(camera => camera.GetProperty("stream").GetString()));
        Assert.All(cameras, camera => Assert.InRange(camera.GetProperty("reprojection").GetDouble(), 3, 8));
        Assert.All(cameras, camera => Assert.InRange(camera.GetProperty("offsetMs").GetDouble(), -2, 2));
        Assert.All(cameras, camera => Assert.InRange(camera.GetProperty("joints").GetDouble(), 0.85, 1));

        var (code, table, lines) = await InProcessCommand.ToEndAsync([.. arguments, "--poses", pipeline.Output, "--limit", "2"]);
        Assert.Equal(1, code);
        Assert.StartsWith("rig synthetic: 120 instants, 2.0 people on average", table);
        Assert.Equal(
            3,
            lines.Count(line => line.StartsWith("streamlift: camera synthetic/camera-", StringComparison.Ordinal) && line.EndsWith("above --limit 2"))
        );

        // By the people alone: what their own records say.
        Assert.Contains("2.5", await InProcessCommand.SucceedAsync([.. arguments, "--limit", "3"]));
        await AssertRefusedAsync(
            2,
            $"topic {pipeline.Output} holds no people of rigs",
            ["rig", "check", .. arguments[2..5], pipeline.Output, .. arguments[6..]]
        );
        var other = await cluster.TopicAsync("other", 1);
        Topics.Send(cluster.Bootstrap, other, File.ReadLines(truth).Select((line, i) => People(line, i + 10_000)));
        await AssertRefusedAsync(
            2,
            $"--poses {pipeline.Output}: none of its frames is one of those on topic {other}; give the topic that `fuse` read",
            ["rig", "check", .. arguments[2..5], other, .. arguments[6..], "--poses", pipeline.Output]
        );
        await AssertRefusedAsync(2, "--limit -1: px, above 0", [.. arguments, "--limit", "-1"]);
        var empty = await cluster.TopicAsync("none", 1);
        await AssertRefusedAsync(1, $"topic {empty} has no records of a rig of {rig}", ["rig", "check", .. arguments[2..5], empty, .. arguments[6..]]);
    }

    private static async Task AssertRefusedAsync(int expected, string problem, IEnumerable<string> arguments)
    {
        var (code, _, lines) = await InProcessCommand.ToEndAsync(arguments);
        Assert.Equal(expected, code);
        Assert.Contains(lines, line => line.StartsWith($"streamlift: {problem}", StringComparison.Ordinal));
    }

    // The cameras of a rig file are a cameras file.
    private string CamerasOf(string rig)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(rig));
        var path = Path.Combine(_folder.FullName, "cameras.json");
        File.WriteAllText(path, document.RootElement.GetProperty("cameras").GetRawText());
        return path;
    }

    private static Message<byte[]?, byte[]?> People(string line, int sequence)
    {
        using var instant = JsonDocument.Parse(line);
        var (writer, ms) = (new PeopleWriter(), instant.RootElement.GetProperty("timestampMs").GetDouble());
        writer.Begin(WireEncoding.Json, "synthetic"u8, sequence, ms);
        for (var camera = 1; camera <= 3; camera++)
            writer.Camera(Encoding.UTF8.GetBytes($"synthetic/camera-{camera}"), sequence, ms);
        foreach (var person in instant.RootElement.GetProperty("people").EnumerateArray())
            writer.Person(
                new WorldPerson
                {
                    Id = person.GetProperty("id").GetInt64(),
                    Joints = person.GetProperty("joints").EnumerateArray().Select(number => number.GetSingle()).ToArray(),
                    Sigma = new float[17],
                    Source = "ttttttttttttttttt"u8,
                    Views = [0, 1, 2],
                    Reprojection = 2.5f,
                }
            );
        return new() { Key = "synthetic"u8.ToArray(), Value = writer.End().ToArray() };
    }
}
