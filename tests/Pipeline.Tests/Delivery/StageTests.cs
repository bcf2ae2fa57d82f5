using System.Text;
using Confluent.Kafka;
using StreamLift.Lanes;

namespace StreamLift.Pipeline.Tests.Delivery;

/// <summary>A lane of a stage that does not lift: it reads, delivers, commits and rebalances like any other.</summary>
public sealed class StageTests(Cluster cluster)
{
    private const int Records = 400;

    [RealBrokerTheory]
    [InlineData(Guarantee.AtLeastOnce)]
    [InlineData(Guarantee.ExactlyOnce)]
    public async Task Stage_with_state_by_stream_counts_every_record_once_and_in_order(Guarantee guarantee)
    {
        var pipeline = await cluster.PipelineAsync(2, 2);
        pipeline.Send(Enumerable.Range(0, Records).Select(i => Record(i % 4 == 3 ? "silent" : $"cam-{i % 4}")).Append(Record("")));

        await RunAsync(guarantee, pipeline);

        var written = pipeline.Poses().Select(record => Encoding.UTF8.GetString(record.Message.Value!)).ToList();
        foreach (var stream in (string[])["cam-0", "cam-1", "cam-2"])
            Assert.Equal(Expected(stream), written.Where(value => value.StartsWith(stream, StringComparison.Ordinal)));
        Assert.DoesNotContain(written, value => value.StartsWith("silent", StringComparison.Ordinal));
        Assert.Single(pipeline.DeadLetters());
    }

    [RealBrokerTheory]
    [InlineData(Guarantee.AtLeastOnce)]
    [InlineData(Guarantee.ExactlyOnce)]
    public async Task Stage_goes_on_from_the_committed_offsets_with_the_group_of_an_earlier_lane(Guarantee guarantee)
    {
        var pipeline = await cluster.PipelineAsync(1, 1);
        pipeline.Send(Enumerable.Repeat(0, 15).Select(_ => Record("cam-0")));
        await RunAsync(guarantee, pipeline);
        pipeline.Send(Enumerable.Repeat(0, 5).Select(_ => Record("cam-0")));
        await RunAsync(guarantee, pipeline);

        // 15 counts and one line at ten; then 5 counts, from 1 on, since the state was in memory
        var written = pipeline.Poses().Select(record => Encoding.UTF8.GetString(record.Message.Value!)).ToList();
        Assert.Equal(21, written.Count);
        Assert.Equal(["cam-0=1", "cam-0=2", "cam-0=3", "cam-0=4", "cam-0=5"], written[16..]);
    }

    private static async Task RunAsync(Guarantee guarantee, TestPipeline pipeline)
    {
        using var lane = new CountingLane(
            new CountingLaneOptions(pipeline.Bootstrap, pipeline.Input, pipeline.Output, pipeline.Letters) { Guarantee = guarantee, UntilEnd = true }
        );
        await lane.EndAsync();
    }

    private static IEnumerable<string> Expected(string stream)
    {
        for (var count = 1; count <= Records / 4; count++)
        {
            yield return $"{stream}={count}";
            if (count % 10 == 0)
                yield return $"{stream} has another ten";
        }
    }

    private static Message<byte[]?, byte[]?> Record(string stream) =>
        new() { Key = Encoding.UTF8.GetBytes($"key of {stream}"), Value = Encoding.UTF8.GetBytes(stream) };
}
