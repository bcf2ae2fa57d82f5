using System.Text.RegularExpressions;
using Confluent.Kafka;

namespace StreamLift.Pipeline.Tests.Delivery;

public sealed partial class DeadlineTests(Cluster cluster)
{
    private const int Streams = 4,
        Old = 3000,
        Fresh = 200;

    [RealBrokerTheory]
    [InlineData("AtLeastOnce")]
    [InlineData("ExactlyOnce")]
    public async Task Deadline_skips_and_counts_old_frames_lifts_fresh_ones_and_commits_all_offsets(string guarantee)
    {
        var pipeline = await cluster.PipelineAsync(2);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        pipeline.Send([
            .. Records(0, Old, 1_000_000_000_000),
            Frames.Record("bad", "!"),
            .. Records(Old, Fresh, now),
            .. Records(Old + Fresh, 1, now + 86_400_000),
            .. Records(Old + Fresh + 1, 1, 0),
        ]);
        var lines = await ToEndAsync(pipeline, guarantee);

        var lifted = pipeline.Poses().Select(Frames.Of).GroupBy(frame => frame.Stream).ToList();
        Assert.Equal(Streams, lifted.Count);
        Assert.All(lifted, stream => Assert.Equal(Enumerable.Range(Old, Fresh + 1).Select(i => (long)i), stream.Select(frame => frame.Frame)));
        Assert.Equal("malformed-json", Frames.Header(Assert.Single(pipeline.DeadLetters()), "streamlift-reason"));
        Assert.Equal(Enumerable.Range(0, Streams).Select(stream => ($"cam-{stream}", Old + 1)), Skipped(lines));
        Assert.Contains(lines, line =>
            line.Contains($"stopped: {Streams * (Fresh + 1)} frames delivered, 1 dead letter, {Streams * (Old + 1)} skipped", StringComparison.Ordinal)
        );
        Assert.Equal(Topics.Ends(cluster.Bootstrap, pipeline.Input), Committed(pipeline.Input, 2));
    }

    [RealBrokerTheory]
    [InlineData("AtLeastOnce")]
    [InlineData("ExactlyOnce")]
    public async Task Deadline_missed_by_every_frame_commits_offsets_and_writes_no_record(string guarantee)
    {
        var pipeline = await cluster.PipelineAsync(1);
        pipeline.Send(Records(0, Old, 1_000_000_000_000));
        await ToEndAsync(pipeline, guarantee);

        Assert.Equal((0, 0), (Topics.Ends(cluster.Bootstrap, pipeline.Output), Topics.Ends(cluster.Bootstrap, pipeline.Letters)));
        Assert.Equal(Streams * Old, Committed(pipeline.Input, 1));
        Assert.Empty(Skipped(await ToEndAsync(pipeline, guarantee))); // nothing is left to read
    }

    private static IEnumerable<Message<byte[]?, byte[]?>> Records(int first, int count, long timestampMs) =>
        from frame in Enumerable.Range(first, count)
        from stream in Enumerable.Range(0, Streams)
        select Frames.Record($"cam-{stream}", Frames.Json($"cam-{stream}", frame).Replace("1767225600000", $"{timestampMs}", StringComparison.Ordinal));

    // all that was said, by stream: there may be a line each 10 s
    private static IEnumerable<(string Stream, int Frames)> Skipped(IReadOnlyList<string> lines) =>
        lines
            .Where(line => line.Contains("frames skipped", StringComparison.Ordinal))
            .SelectMany(line => Count().Matches(line))
            .GroupBy(count => count.Groups[1].Value, count => int.Parse(count.Groups[2].Value))
            .Select(stream => (stream.Key, stream.Sum()))
            .Order();

    private long Committed(string input, int partitions)
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(
            new ConsumerConfig { BootstrapServers = cluster.Bootstrap, GroupId = $"group-of-{input}" }
        ).Build();
        return consumer
            .Committed(Enumerable.Range(0, partitions).Select(partition => new TopicPartition(input, partition)), TimeSpan.FromSeconds(20))
            .Sum(committed => Math.Max(0, committed.Offset.Value));
    }

    private static Task<IReadOnlyList<string>> ToEndAsync(TestPipeline pipeline, string guarantee) =>
        pipeline.ToEndAsync("--deadline", "600000", "--guarantee", guarantee, "--instance", "a");

    [GeneratedRegex("\"(cam-[0-9]+)\" ([0-9]+)")]
    private static partial Regex Count();
}
