using StreamLift.Pipeline.Tests.Models;
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
        var sent = await cluster.PipelineAsync();
        // every second stream has a camera, and so the model for such streams
        using var cameras = new TemporaryCameras(Enumerable.Range(0, Streams / 2).Select(i => $"cam-{2 * i}"));
        // one to three people a frame: a batch never holds as many rows as frames
        sent.Send(
            from frame in Enumerable.Range(0, Each)
            from stream in Enumerable.Range(0, Streams)
            select Frames.Record($"cam-{stream}", Frames.Json($"cam-{stream}", frame, people: 1 + ((frame + stream) % 3)))
        );
        Dictionary<(string, long), byte[]>? first = null;
        foreach (var (batch, lanes) in new[] { (1, 1), (7, 1), (256, 1), (64, 3) })
        {
            var pipeline = sent with { Output = await cluster.TopicAsync("out") };
            await pipeline.ToEndAsync(
                "--group",
                $"{pipeline.Output}-group",
                "--precision",
                precision,
                "--max-batch",
                $"{batch}",
                "--lanes",
                $"{lanes}",
                "--cameras",
                cameras.File
            );
            var records = pipeline.Poses().ToDictionary(Frames.Of, record => record.Message.Value!);
            Assert.Equal(Streams * Each, records.Count);
            first ??= records;
            Assert.All(first, record =>
                Assert.True(record.Value.AsSpan().SequenceEqual(records[record.Key]), $"{record.Key} in batches of {batch}, {lanes} lane(s)")
            );
        }
    }
}
