using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using StreamLift.Lanes;

namespace StreamLift.Faults.Tests.State;

/// <summary>
/// <c>kill -9</c> after each step of a batch of a stage with state, and a restart, again and again over the same topics. The stage counts: a count that is
/// missing, comes twice or is wrong for its record says that state was lost, doubled or ahead.
/// </summary>
[Collection(ThreeBrokersCollection.Name)]
public sealed class StateKillTests(ThreeBrokers brokers)
{
    private const int Partitions = 4;
    private const int Streams = 8;
    private const int Records = 40; // of each stream between two kills
    private const string Source = "streamlift-source";

    public static TheoryData<Guarantee> Both => [Guarantee.ExactlyOnce, Guarantee.AtLeastOnce];

    [BrokersTheory]
    [MemberData(nameof(Both))]
    public async Task Lane_killed_after_any_step_goes_on_with_the_state_of_its_output(Guarantee guarantee)
    {
        var options = await MakeAsync(guarantee);
        var random = new Random(7);
        var kills = Enumerable.Range(0, Night.Times(1, 20)).SelectMany(_ => Steps(guarantee)).ToList();
        foreach (var step in kills)
        {
            // exactly once there are few transactions; a restore is passed once for each partition
            var passages = step == FailPointStep.Restore || (guarantee == Guarantee.ExactlyOnce && step >= FailPointStep.Flush) ? 4 : 20;
            using var doomed = CountingProcess.Start(options, step, random.Next(1, passages + 1));
            using var enough = new CancellationTokenSource();
            var sending = SendAsync(options, enough.Token);
            var code = await doomed.ExitAsync(StreamLiftCommand.Patience);
            await enough.CancelAsync();
            await sending;
            Assert.True(code == 137, $"{step}: ended with {code}: {string.Join('\n', doomed.Lines)}");
        }

        using (var last = new CountingLane(options with { UntilEnd = true }))
            await last.EndAsync();
        if (guarantee == Guarantee.ExactlyOnce)
            AssertEachOnceInOrder(options);
        AssertEachCountIsOfItsRecord(options);
    }

    // at least once the client commits by itself, but for once, at the end
    private static IEnumerable<FailPointStep> Steps(Guarantee guarantee) =>
        Enum.GetValues<FailPointStep>()
            .Where(step => step != FailPointStep.None && step != (guarantee == Guarantee.ExactlyOnce ? FailPointStep.StateFlush : FailPointStep.Commit));

    private async Task<CountingLaneOptions> MakeAsync(Guarantee guarantee)
    {
        await brokers.RestoreAsync();
        var input = $"count-{Guid.NewGuid():N}"[..14];
        var options = new CountingLaneOptions(brokers.Bootstrap, input, input + "-out", input + ".dead-letters")
        {
            Guarantee = guarantee,
            State = input + "-state",
            Instance = "one",
            MaxBatch = 4,
        };
        await brokers.Admin.CreateTopicsAsync([
            new TopicSpecification { Name = options.Input, NumPartitions = Partitions },
            new TopicSpecification { Name = options.Output, NumPartitions = Partitions },
            new TopicSpecification { Name = options.Letters, NumPartitions = 1 },
            new TopicSpecification
            {
                Name = options.State,
                NumPartitions = Partitions,
                Configs = new() { ["cleanup.policy"] = "compact" },
            },
        ]);
        foreach (var topic in (string[])[options.Input, options.Output, options.Letters, options.State])
            Topics.PartitionsOf(brokers.Admin, topic);
        await brokers.InSyncAsync();
        return options;
    }

    // until the lane has been killed, and at least some
    private static async Task SendAsync(CountingLaneOptions options, CancellationToken enough)
    {
        using var producer = new ProducerBuilder<byte[]?, byte[]?>(
            new ProducerConfig
            {
                BootstrapServers = options.Bootstrap,
                EnableIdempotence = true,
                Partitioner = Partitioner.Murmur2Random,
            }
        ).Build();
        for (var i = 0; i < Records || !enough.IsCancellationRequested; i++)
        {
            for (var stream = 0; stream < Streams; stream++)
                producer.Produce(options.Input, new Message<byte[]?, byte[]?> { Key = Name(stream), Value = Name(stream) });
            await Task.Delay(20, CancellationToken.None);
        }

        producer.Flush(CancellationToken.None);
    }

    private static byte[] Name(int stream) => Encoding.UTF8.GetBytes($"cam-{stream}");

    private static void AssertEachOnceInOrder(CountingLaneOptions options)
    {
        var sent = Topics.Read(options.Bootstrap, options.Input).CountBy(record => Encoding.UTF8.GetString(record.Message.Value!)).ToDictionary();
        foreach (var stream in Counts(options).ToLookup(written => written.Stream, written => written.Count))
            Assert.Equal(Enumerable.Range(1, sent[stream.Key]).Select(i => (long)i), stream);
    }

    private static void AssertEachCountIsOfItsRecord(CountingLaneOptions options)
    {
        var counted = new Dictionary<string, long>(); // of a stream so far
        var expected = Topics
            .Read(options.Bootstrap, options.Input)
            .ToDictionary(
                record => $"{record.Topic}/{record.Partition.Value}/{record.Offset.Value}",
                record =>
                {
                    var stream = Encoding.UTF8.GetString(record.Message.Value!);
                    return (stream, counted[stream] = counted.GetValueOrDefault(stream) + 1);
                }
            );
        var written = Counts(options).ToList();
        Assert.Empty(expected.Keys.Except(written.Select(count => count.Source)));
        Assert.All(written, count => Assert.Equal(expected[count.Source], (count.Stream, count.Count)));
    }

    private static IEnumerable<(string Source, string Stream, long Count)> Counts(CountingLaneOptions options) =>
        from record in Topics.Read(options.Bootstrap, options.Output)
        let value = Encoding.UTF8.GetString(record.Message.Value!).Split('=')
        where value.Length == 2
        select (Encoding.UTF8.GetString(record.Message.Headers.GetLastBytes(Source)), value[0], long.Parse(value[1], CultureInfo.InvariantCulture));
}
