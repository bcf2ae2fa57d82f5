using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using StreamLift.Lanes;
using StreamLift.Poses;

namespace StreamLift.Pipeline.Tests.Delivery;

/// <summary>A stage that counts, with a state topic: its output shows at once whether state was lost, doubled or ahead.</summary>
public sealed class StateTests(Cluster cluster)
{
    private const int Partitions = 4;
    private const int Streams = 8;

    [RealBrokerTheory]
    [InlineData(Guarantee.AtLeastOnce)]
    [InlineData(Guarantee.ExactlyOnce)]
    public async Task Restarted_lane_goes_on_with_the_state_that_it_had(Guarantee guarantee)
    {
        var (pipeline, options) = await MakeAsync(guarantee);
        foreach (var records in (int[])[30, 1, 40])
        {
            Send(pipeline, records);
            await ToEndAsync(options);
        }

        AssertEachOnce(pipeline, 71);
        await ToEndAsync(options); // nothing to do
        Assert.Equal(Streams, States(options).Count);
    }

    [RealBrokerTheory]
    [InlineData(Guarantee.AtLeastOnce)]
    [InlineData(Guarantee.ExactlyOnce)]
    public async Task Partitions_that_move_to_another_lane_take_their_state_with_them(Guarantee guarantee)
    {
        var (pipeline, options) = await MakeAsync(guarantee);
        using var first = new CountingLane(options with { Instance = "first" });
        using var sending = new CancellationTokenSource();
        var sent = 0;
        var sender = Task.Run(async () =>
        {
            for (; !sending.IsCancellationRequested; sent++)
            {
                Send(pipeline, 1);
                await Task.Delay(5, CancellationToken.None);
            }
        });
        await Topics.AnyAsync(pipeline.Bootstrap, pipeline.Output);
        using (var second = new CountingLane(options with { Instance = "second" }))
        {
            await HoldsAsync(second, Partitions / 2);
            await Task.Delay(1000);
            await first.StopAsync();
            await HoldsAsync(second, Partitions);
            await sending.CancelAsync();
            await sender;
            await second.StopAsync();
        }

        await ToEndAsync(options with { Instance = "third" });
        AssertEachOnce(pipeline, sent);
    }

    [RealBrokerFact]
    public async Task State_of_an_aborted_transaction_is_not_used()
    {
        var (pipeline, options) = await MakeAsync(Guarantee.ExactlyOnce);
        await Topics.SetAsync(pipeline.Bootstrap, pipeline.Output, "max.message.bytes", "2000");
        var bytes = new byte[4000];
        new Random(1).NextBytes(bytes);
        Send(pipeline, 20);
        Topics.Send(pipeline.Bootstrap, pipeline.Input, [Record("cam-0", value: Convert.ToBase64String(bytes))]);
        Send(pipeline, 20);
        var log = new StateLog();
        await ToEndAsync(options with { Log = log, CompressedLimit = 2000 });
        Assert.Contains(log.Lines, line => line.Contains("transaction aborted", StringComparison.Ordinal));
        Assert.Single(pipeline.DeadLetters());
        AssertEachOnce(pipeline, 40);
    }

    [RealBrokerTheory]
    [InlineData(Guarantee.AtLeastOnce)]
    [InlineData(Guarantee.ExactlyOnce)]
    public async Task State_is_not_used_once_the_offsets_of_the_group_were_moved_back(Guarantee guarantee)
    {
        var (pipeline, options) = await MakeAsync(guarantee);
        Send(pipeline, 10);
        await ToEndAsync(options);
        Send(pipeline, 10);
        await ToEndAsync(options);
        using (var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = pipeline.Bootstrap }).Build())
            await admin.AlterConsumerGroupOffsetsAsync([
                new ConsumerGroupTopicPartitionOffsets(
                    options.Group,
                    [.. Enumerable.Range(0, Partitions).Select(partition => new TopicPartitionOffset(pipeline.Input, partition, 0))]
                ),
            ]);
        var log = new StateLog();
        await ToEndAsync(options with { Log = log });
        Assert.Contains(log.Lines, line => line.Contains("its offsets were moved back", StringComparison.Ordinal));
        var counts = Written(pipeline).Where(written => written.Stream == "cam-0").Select(written => written.Count);
        Assert.Equal([.. Enumerable.Range(1, 20), .. Enumerable.Range(1, 20)], counts.Select(count => (int)count));
    }

    [RealBrokerTheory]
    [InlineData(Guarantee.AtLeastOnce)]
    [InlineData(Guarantee.ExactlyOnce)]
    public async Task State_that_the_stage_refuses_ends_the_lane_with_one_line(Guarantee guarantee)
    {
        var (pipeline, options) = await MakeAsync(guarantee);
        Send(pipeline, 2);
        await ToEndAsync(options);
        var state = States(options).First(record => record.Message.Key!.AsSpan().EndsWith("cam-0"u8));
        await Assert.ThrowsAsync<ConfigurationException>(() => RefusedAsync("many"u8.ToArray(), state.Message.Headers));
        state.Message.Headers.Remove(StateTopic.GroupHeader);
        var foreign = await Assert.ThrowsAsync<ConfigurationException>(() => RefusedAsync("1"u8.ToArray(), state.Message.Headers));
        Assert.Contains("is not state of StreamLift: name another topic with --state", foreign.Message, StringComparison.Ordinal);

        async Task RefusedAsync(byte[] value, Headers headers)
        {
            using (var producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = pipeline.Bootstrap }).Build())
                await producer.ProduceAsync(
                    state.TopicPartition,
                    new Message<byte[]?, byte[]?>
                    {
                        Key = state.Message.Key,
                        Value = value,
                        Headers = headers,
                    }
                );
            using var lane = new CountingLane(options);
            await lane.EndAsync();
        }
    }

    [RealBrokerFact]
    public async Task State_topic_with_too_few_partitions_ends_the_lane_with_one_line()
    {
        var (pipeline, options) = await MakeAsync(Guarantee.ExactlyOnce);
        Send(pipeline, 2);
        var small = await cluster.TopicAsync("state", 1);
        using var lane = new CountingLane(options with { State = small });
        var error = await Assert.ThrowsAsync<ConfigurationException>(lane.EndAsync);
        Assert.Contains($"topic {small} has no partition", error.Message, StringComparison.Ordinal);
    }

    private async Task<(TestPipeline Pipeline, CountingLaneOptions Options)> MakeAsync(Guarantee guarantee)
    {
        var pipeline = await cluster.PipelineAsync(Partitions, Partitions);
        var options = new CountingLaneOptions(pipeline.Bootstrap, pipeline.Input, pipeline.Output, pipeline.Letters)
        {
            Guarantee = guarantee,
            State = await cluster.TopicAsync("state", Partitions),
        };
        return (pipeline, options);
    }

    private static async Task ToEndAsync(CountingLaneOptions options)
    {
        using var lane = new CountingLane(options with { UntilEnd = true });
        await lane.EndAsync();
    }

    private static async Task HoldsAsync(CountingLane lane, int partitions)
    {
        for (var i = 0; lane.Stage.Assigned.Count != partitions; i++)
        {
            Assert.True(i < 600, $"{lane.Stage.Assigned.Count} partitions held, not {partitions}");
            await Task.Delay(100);
        }
    }

    private static void Send(TestPipeline pipeline, int each) =>
        Topics.Send(
            pipeline.Bootstrap,
            pipeline.Input,
            Enumerable.Range(0, each).SelectMany(_ => Enumerable.Range(0, Streams)).Select(stream => Record($"cam-{stream}"))
        );

    private static Message<byte[]?, byte[]?> Record(string key, string? value = null) =>
        new() { Key = Encoding.UTF8.GetBytes(key), Value = Encoding.UTF8.GetBytes(value ?? key) };

    private static void AssertEachOnce(TestPipeline pipeline, int each)
    {
        var written = Written(pipeline).ToLookup(count => count.Stream, count => count.Count);
        for (var stream = 0; stream < Streams; stream++)
            Assert.Equal(Enumerable.Range(1, each).Select(i => (long)i), written[$"cam-{stream}"]);
    }

    private static IEnumerable<(string Stream, long Count)> Written(TestPipeline pipeline) =>
        pipeline
            .Poses()
            .Select(record => Encoding.UTF8.GetString(record.Message.Value!).Split('='))
            .Where(value => value is ["cam-0" or "cam-1" or "cam-2" or "cam-3" or "cam-4" or "cam-5" or "cam-6" or "cam-7", _])
            .Select(value => (value[0], long.Parse(value[1], CultureInfo.InvariantCulture)));

    private static List<ConsumeResult<byte[]?, byte[]?>> States(CountingLaneOptions options) =>
        [.. Topics.Read(options.Bootstrap, options.State!).GroupBy(record => Encoding.UTF8.GetString(record.Message.Key!)).Select(key => key.Last())];
}
