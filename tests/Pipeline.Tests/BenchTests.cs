using System.Text.Json;

namespace StreamLift.Pipeline.Tests;

public sealed class BenchTests(Cluster cluster)
{
    [RealBrokerFact]
    public async Task Bench_over_a_broker_counts_every_pose_once_and_leaves_no_topic_behind()
    {
        var (code, output, lines) = await InProcessCommand.ToEndAsync(
            "bench",
            "--bootstrap",
            cluster.Bootstrap,
            "--frames",
            "500",
            "--people",
            "2",
            "--encoding",
            "protobuf",
            "--rate",
            "50",
            "--seconds",
            "1",
            "--warm-up",
            "0",
            "--stage-seconds",
            "0.02",
            "--repetitions",
            "2",
            "--json"
        );
        Assert.True(code == 0, string.Join('\n', lines));
        using var json = JsonDocument.Parse(output);
        var root = json.RootElement;
        Assert.Equal("protobuf", root.GetProperty("encoding").GetString());
        Assert.Equal(
            (500, 1000),
            (root.GetProperty("throughput").GetProperty("records").GetInt32(), root.GetProperty("throughput").GetProperty("poses").GetInt32())
        );
        Assert.Equal((50, 50), (root.GetProperty("latency").GetProperty("frames").GetInt32(), root.GetProperty("latency").GetProperty("rate").GetInt32()));
        var stages = root.GetProperty("stages").EnumerateArray().ToList();
        Assert.Equal(
            ["consume", "decode", "features", "inference", "encode", "produce"],
            stages.Select(stage => stage.GetProperty("stage").GetString()).Distinct()
        );
        Assert.All(stages, stage => Assert.True(stage.GetProperty("nanoseconds").GetDouble() > 0 && stage.GetProperty("posesPerSecond").GetDouble() > 0));
        // each of the six once, in this encoding
        var passed = stages.Where(stage => stage.GetProperty("share").ValueKind != JsonValueKind.Null).ToList();
        Assert.Equal(6, passed.Count);
        Assert.Equal(1, passed.Sum(stage => stage.GetProperty("share").GetDouble()), 2);
        Assert.StartsWith("deleted: ", root.GetProperty("topics").GetString());
        Assert.DoesNotContain(Topics.Names(cluster.Bootstrap), topic => topic.StartsWith("streamlift-bench-", StringComparison.Ordinal));
    }

    [RealBrokerFact]
    public async Task Bench_with_exactly_once_counts_every_record()
    {
        var (code, output, lines) = await InProcessCommand.ToEndAsync(
            "bench",
            "--bootstrap",
            cluster.Bootstrap,
            "--only",
            "throughput",
            "--frames",
            "300",
            "--guarantee",
            "ExactlyOnce",
            "--commit-interval",
            "10",
            "--json"
        );
        Assert.True(code == 0, string.Join('\n', lines));
        using var json = JsonDocument.Parse(output);
        Assert.Equal(300, json.RootElement.GetProperty("throughput").GetProperty("records").GetInt32());
        Assert.Equal(0, json.RootElement.GetProperty("stages").GetArrayLength());
    }
}
