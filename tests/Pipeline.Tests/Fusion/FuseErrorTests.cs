namespace StreamLift.Pipeline.Tests.Fusion;

/// <summary>What is wrong with the second stage's options, rigs and topics: one line each, and the exit code.</summary>
public sealed class FuseErrorTests(Cluster cluster)
{
    [RealBrokerFact]
    public async Task Missing_state_topic_is_named_with_what_it_has_to_be()
    {
        using var pipeline = await FusePipeline.MakeAsync(cluster, 3, new MadeRoom("hall"));
        var lines = await FailAsync([.. pipeline.Arguments().Except(["--create-topics"])]);
        var line = Assert.Single(lines, line => line.StartsWith("streamlift:", StringComparison.Ordinal));
        Assert.Contains($"topic group-of-{pipeline.Poses}-state does not exist", line, StringComparison.Ordinal);
        Assert.Contains("with 3 partitions and cleanup.policy=compact", line, StringComparison.Ordinal);
    }

    [RealBrokerFact]
    public async Task State_topic_with_too_few_partitions_and_without_compaction_is_refused()
    {
        using var pipeline = await FusePipeline.MakeAsync(cluster, 3, new MadeRoom("hall"));
        var state = await cluster.TopicAsync("state", 1);
        var lines = await FailAsync(pipeline.Arguments("--state", state));
        Assert.Contains(lines, line => line.Contains($"topic {state} has 1 partitions and the input has 3", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains($"topic {state} has cleanup.policy=delete", StringComparison.Ordinal));
    }

    [RealBrokerFact]
    public async Task Check_says_what_fuse_would_miss_and_creates_nothing()
    {
        using var pipeline = await FusePipeline.MakeAsync(cluster, 2, new MadeRoom("hall"));
        var other = new MadeRoom("yard");
        Topics.Send(pipeline.Bootstrap, pipeline.Poses, [FusePipeline.Record(pipeline.Rooms[0], 0, 0), FusePipeline.Record(other, 0, 0)]);
        var (code, output, lines) = await InProcessCommand.ToEndAsync(pipeline.Arguments("--check"));
        Assert.True(code == 0, string.Join('\n', lines));
        Assert.Contains($"group-of-{pipeline.Poses}-state would be created", output, StringComparison.Ordinal);
        Assert.Contains("the last 2 records of topic", output, StringComparison.Ordinal);
        Assert.Contains("stream \"yard/cam-1\" belongs to no rig", output, StringComparison.Ordinal);
        Assert.DoesNotContain($"group-of-{pipeline.Poses}-state", Topics.Names(pipeline.Bootstrap));
    }

    private static async Task<IReadOnlyList<string>> FailAsync(IReadOnlyList<string> arguments)
    {
        var (code, _, lines) = await InProcessCommand.ToEndAsync(arguments);
        Assert.Equal(2, code);
        return lines;
    }
}
