using StreamLift.Tests;

namespace StreamLift.Pipeline.Tests;

/// <summary>The same frames give the same bytes, whatever company they are lifted in: after a crash a frame is lifted again in another.</summary>
public sealed class DeterminismTests(Cluster cluster)
{
    private const int Streams = 12,
        Each = 40;

    [Fact]
    public Task Record_bytes_are_the_same_at_any_batch_size_and_number_of_lanes_in_fp32() => SameAsync("fp32");

    [Fact]
    public Task An_int8_record_has_the_same_bytes_at_any_batch_size_and_number_of_lanes() => SameAsync("int8");

    private async Task SameAsync(string precision)
    {
        var input = await cluster.TopicAsync("in");
        await cluster.DeadLettersOf(input);
        // one to three people a frame: a batch never holds as many rows as frames
        Topics.Send(
            cluster.Bootstrap,
            input,
            from frame in Enumerable.Range(0, Each)
            from stream in Enumerable.Range(0, Streams)
            select Frames.Record($"cam-{stream}", Frames.Json($"cam-{stream}", frame, people: 1 + ((frame + stream) % 3)))
        );
        Dictionary<(string, long), byte[]>? first = null;
        foreach (var (batch, lanes) in new[] { (1, 1), (7, 1), (256, 1), (64, 3) })
        {
            var output = await cluster.TopicAsync("out");
            var (code, _, lines) = await InProcessCommand.ToEndAsync(
                "run",
                "--bootstrap",
                cluster.Bootstrap,
                "--input",
                input,
                "--output",
                output,
                "--http",
                "off",
                "--group",
                $"{output}-group",
                "--until-end",
                "--precision",
                precision,
                "--max-batch",
                $"{batch}",
                "--lanes",
                $"{lanes}"
            );
            Assert.True(code == 0, string.Join('\n', lines));
            var records = Topics.Read(cluster.Bootstrap, output).ToDictionary(Frames.Of, record => record.Message.Value!);
            Assert.Equal(Streams * Each, records.Count);
            first ??= records;
            Assert.All(first, record =>
                Assert.True(record.Value.AsSpan().SequenceEqual(records[record.Key]), $"{record.Key} in batches of {batch}, {lanes} lane(s)")
            );
        }
    }
}
