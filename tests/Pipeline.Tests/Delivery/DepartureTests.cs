using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace StreamLift.Pipeline.Tests.Delivery;

/// <summary>How lanes leave their group: each with a word, or the next start waits until a session has run out.</summary>
public sealed class DepartureTests(Cluster cluster)
{
    private const int Streams = 8;

    [RealBrokerTheory]
    [InlineData("classic")]
    [InlineData("consumer")]
    public async Task Lane_without_a_partition_leaves_its_group_on_stop(string protocol)
    {
        var pipeline = await cluster.PipelineAsync(1);
        var address = $"127.0.0.1:{Ports.Free()}";
        using var run = await pipeline.StartAsync("--lanes", "2", "--group-protocol", protocol, "--http", address);
        using (var http = new HttpClient { BaseAddress = new Uri($"http://{address}") })
        {
            using var limit = new CancellationTokenSource(StreamLiftCommand.Patience);
            while (!(await http.GetAsync("/readyz", limit.Token)).IsSuccessStatusCode) // each lane has been taken in
                await Task.Delay(100, limit.Token);
        }

        run.Stop();
        Assert.Equal(0, await run.ExitAsync());
        Assert.Empty(await MembersAsync(pipeline.Input));
    }

    [RealBrokerFact]
    public async Task Static_member_stays_in_its_group_after_a_stop()
    {
        var pipeline = await cluster.PipelineAsync();
        using var run = await pipeline.StartAsync("--instance", "a");
        run.Stop();
        Assert.Equal(0, await run.ExitAsync());
        Assert.Equal("a-0", Assert.Single(await MembersAsync(pipeline.Input)).GroupInstanceId);
    }

    [RealBrokerFact]
    public async Task Stop_during_a_rebalance_between_lanes_repeats_no_frame()
    {
        var pipeline = await cluster.PipelineAsync();
        using var run = InProcessCommand.Start(pipeline.Arguments("--lanes", "2"));
        using var stop = new CancellationTokenSource();
        var sending = Task.Run(() => Topics.SendUntil(cluster.Bootstrap, pipeline.Input, Frame, () => stop.IsCancellationRequested));
        // the later one comes with empty hands, and what the earlier one gave up goes round just now
        foreach (var lane in (string[])["ingest 0", "ingest 1"])
            await run.LineAsync(line => line.Contains(lane, StringComparison.Ordinal) && line.Contains("partitions assigned", StringComparison.Ordinal));
        run.Stop();
        Assert.Equal(0, await run.ExitAsync());
        await stop.CancelAsync();
        var frames = await sending;
        Assert.Empty(await MembersAsync(pipeline.Input));
        await pipeline.ToEndAsync();
        pipeline.AssertEachOnceInOrder(Streams, frames);
    }

    private static IEnumerable<Message<byte[]?, byte[]?>> Frame(int number) =>
        Enumerable.Range(0, Streams).Select(stream => Frames.Record($"cam-{stream}", Frames.Json($"cam-{stream}", number)));

    private async Task<List<MemberDescription>> MembersAsync(string input)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = cluster.Bootstrap }).SetLogHandler((_, _) => { }).Build();
        return (await admin.DescribeConsumerGroupsAsync([$"group-of-{input}"])).ConsumerGroupDescriptions[0].Members;
    }
}
