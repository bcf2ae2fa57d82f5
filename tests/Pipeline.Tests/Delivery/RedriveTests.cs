using System.Text;
using System.Text.Json;
using Confluent.Kafka;

namespace StreamLift.Pipeline.Tests.Delivery;

public sealed class RedriveTests(Cluster cluster)
{
    private const int Streams = 6,
        Count = 200;

    [RealBrokerTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Redrive_after_the_cause_is_fixed_lifts_dead_letters_in_order_and_only_once(bool keyed)
    {
        // without keys order holds within a partition: one
        var made = await cluster.PipelineAsync(keyed ? 2 : 1);
        var pipeline = made with { Letters = await cluster.TopicAsync("letters", 4) };
        pipeline.Send(Records(keyed).Append(new() { Key = "torn"u8.ToArray(), Value = "{"u8.ToArray() }));
        await Run(pipeline);
        Assert.Equal((Streams * Count) + 1, pipeline.DeadLetters().Count);
        Assert.True(pipeline.DeadLetters().Select(letter => letter.Partition.Value).Distinct().Count() > 1);

        Assert.Equal((Streams * Count, Streams * Count), await Redrive(pipeline.Letters, pipeline.Input, "--reason", "unknown-layout,tombstone"));
        var layouts = Path.Combine(Path.GetTempPath(), $"{pipeline.Input}.json");
        await File.WriteAllTextAsync(layouts, Layout());
        await Run(pipeline, "--layouts", layouts);
        File.Delete(layouts);

        var lifted = pipeline.Poses();
        Assert.All(lifted.GroupBy(record => Frames.Of(record).Stream), stream =>
            Assert.Equal(Enumerable.Range(0, Count).Select(i => (long)i), stream.Select(record => Frames.Of(record).Frame))
        );
        Assert.Equal(Streams * Count, lifted.Count);
        Assert.All(lifted, record => Assert.Equal(["mine", "content-type"], record.Message.Headers.Select(header => header.Key)));
        var again = Topics.Read(cluster.Bootstrap, pipeline.Input).GroupBy(record => record.Partition.Value);
        Assert.All(again, partition => // the same records in the same partition, bytes and all
        {
            var unknown = partition.Where(record => record.Message.Value!.Length > 1).ToList();
            Assert.Equal(unknown[..(unknown.Count / 2)].Select(Text), unknown[(unknown.Count / 2)..].Select(Text));
        });

        // of these reasons there is nothing new, of all there is the one that was left out before
        Assert.Equal((0, 0), await Redrive(pipeline.Letters, pipeline.Input, "--reason", "unknown-layout"));
        Assert.Equal((1, 1), await Redrive(pipeline.Letters, pipeline.Input));
        Assert.Equal((0, 0), await Redrive(pipeline.Letters, pipeline.Input));
        Assert.Equal(((Streams * Count) + 1, (Streams * Count) + 1), await Redrive(pipeline.Letters, pipeline.Input, "--from", "earliest"));
    }

    // A coordinator that is being found or loads its offsets: librdkafka ended the process there, so it is one of its own.
    [RealBrokerFact]
    public async Task Redrive_on_a_broker_that_has_just_started_exits_0()
    {
        using var fresh = new RealBroker();
        var bootstrap = await fresh.StartAsync();
        await Topics.CreateAsync(bootstrap, "letters", 4);
        await Topics.CreateAsync(bootstrap, "in", 4);
        Topics.Send(bootstrap, "letters", [new() { Key = "foreign"u8.ToArray() }]);
        using var redrive = StreamLiftCommand.Start("redrive", "--bootstrap", bootstrap, "--dead-letters", "letters", "--to", "in");
        var code = await redrive.ExitAsync(StreamLiftCommand.Patience);
        Assert.Contains(redrive.Lines, line => line.Contains("note: 1 record skipped, not a dead letter", StringComparison.Ordinal));
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Redrive_counts_a_dead_letter_without_a_body_and_exits_1_the_first_time()
    {
        var (letters, to) = (await cluster.TopicAsync("letters"), await cluster.TopicAsync("in"));
        Topics.Send(
            cluster.Bootstrap,
            letters,
            [Letter("output-too-large", 5, null, ("streamlift-body", "omitted")), Letter("tombstone", 6, null), new() { Key = "foreign"u8.ToArray() }]
        );
        var (code, output, lines) = await InProcessCommand.ToEndAsync(Command(letters, to));
        Assert.Equal(1, code);
        Assert.Matches("(?m)^output-too-large +1 +0 +1 +0$", output);
        Assert.Contains(lines, line => line.Contains("1 dead letter without a body", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("note: 1 record skipped, not a dead letter", StringComparison.Ordinal));
        Assert.Null(Assert.Single(Topics.Read(cluster.Bootstrap, to)).Message.Value);
        Assert.Equal(0, (await InProcessCommand.ToEndAsync(Command(letters, to))).Code);
    }

    [RealBrokerFact]
    public async Task Redrive_leaves_dead_letters_of_an_open_transaction_for_the_next_run()
    {
        var (letters, to) = (await cluster.TopicAsync("letters", 1), await cluster.TopicAsync("in"));
        using var producer = new ProducerBuilder<byte[]?, byte[]?>(
            new ProducerConfig { BootstrapServers = cluster.Bootstrap, TransactionalId = $"of-{letters}" }
        ).Build();
        producer.InitTransactions(TimeSpan.FromSeconds(30));
        producer.BeginTransaction();
        await producer.ProduceAsync(letters, Letter("tombstone", 1, "one"));
        producer.CommitTransaction();
        Assert.Single(Topics.Read(cluster.Bootstrap, letters)); // its mark is written
        producer.BeginTransaction();
        await producer.ProduceAsync(letters, Letter("tombstone", 2, "two"));
        Assert.Equal((1, 1), await Redrive(letters, to));
        producer.CommitTransaction();
        Assert.Equal(2, Topics.Read(cluster.Bootstrap, letters).Count);
        Assert.Equal((1, 1), await Redrive(letters, to));
        Assert.Equal(["one", "two"], Topics.Read(cluster.Bootstrap, to).Select(record => Encoding.UTF8.GetString(record.Message.Value!)).Order());
    }

    [Fact]
    public async Task Redrive_with_wrong_options_or_missing_topics_is_one_line_and_exit_code_2()
    {
        var letters = await cluster.TopicAsync("letters");
        await Says(2, "no such reason; the reasons are tombstone, ", Command(letters, "b", "--reason", "no-such"));
        await Says(2, "--from yesterday: write committed or earliest", Command(letters, "b", "--from", "yesterday"));
        await Says(2, "the dead-letter topic itself", Command(letters, letters));
        await Says(2, "topic nobody-made-this does not exist", Command(letters, "nobody-made-this"));
        await Says(
            4,
            "no broker answers at 127.0.0.1:1",
            ["redrive", "--bootstrap", "127.0.0.1:1", "--dead-letters", "a", "--to", "b", "--connect-timeout", "1"]
        );
    }

    private static async Task Says(int exitCode, string text, IEnumerable<string> arguments)
    {
        var (code, _, lines) = await InProcessCommand.ToEndAsync(arguments);
        Assert.Equal(exitCode, code);
        Assert.Contains(text, Assert.Single(lines));
    }

    private static string Text(ConsumeResult<byte[]?, byte[]?> record) =>
        $"{(record.Message.Key is null ? "" : Encoding.UTF8.GetString(record.Message.Key))} "
        + $"{string.Join(',', record.Message.Headers.Select(header => header.Key))} {Encoding.UTF8.GetString(record.Message.Value!)}";

    private static Message<byte[]?, byte[]?> Letter(string reason, int offset, string? body, params (string Name, string Value)[] more)
    {
        var headers = new Headers();
        foreach (
            var (name, value) in ((string, string)[])
                [("streamlift-reason", reason), ("streamlift-topic", "in"), ("streamlift-partition", "0"), ("streamlift-offset", $"{offset}"), .. more]
        )
            headers.Add(name, Encoding.UTF8.GetBytes(value));
        return new() { Value = body is null ? null : Encoding.UTF8.GetBytes(body), Headers = headers };
    }

    private static IEnumerable<Message<byte[]?, byte[]?>> Records(bool keyed) =>
        from frame in Enumerable.Range(0, Count)
        from stream in Enumerable.Range(0, Streams)
        select new Message<byte[]?, byte[]?>
        {
            Key = keyed ? Encoding.UTF8.GetBytes($"cam-{stream}") : null,
            Value = Encoding.UTF8.GetBytes(Frames.Json($"cam-{stream}", frame, layout: "mine", joints: 14)),
            Headers = new Headers { { "mine", "7"u8.ToArray() } },
        };

    private IEnumerable<string> Command(string letters, string to, params IEnumerable<string> more) =>
        ["redrive", "--bootstrap", cluster.Bootstrap, "--dead-letters", letters, "--to", to, .. more];

    private async Task<(int Letters, int Sent)> Redrive(string letters, string to, params IEnumerable<string> more)
    {
        var (code, output, lines) = await InProcessCommand.ToEndAsync(Command(letters, to, ["--json", .. more]));
        Assert.True(code == 0, string.Join('\n', lines));
        using var json = JsonDocument.Parse(output);
        return (json.RootElement.GetProperty("letters").GetInt32(), json.RootElement.GetProperty("sent").GetInt32());
    }

    private static Task Run(TestPipeline pipeline, params IEnumerable<string> more) => pipeline.ToEndAsync(["--dead-letters", pipeline.Letters, .. more]);

    private static string Layout() =>
        """
            { "name": "mine", "joints": ["skull", "neck", "ls", "rs", "le", "re", "lw", "rw", "lh", "rh", "lk", "rk", "lf", "rf"],
              "parents": ["neck", null, "neck", "neck", "ls", "rs", "le", "re", "neck", "neck", "lh", "rh", "lk", "rk"],
              "mirror": [["ls", "rs"], ["le", "re"], ["lw", "rw"], ["lh", "rh"], ["lk", "rk"], ["lf", "rf"]],
              "h36m17": { "RHip": "rh", "RKnee": "rk", "RFoot": "rf", "LHip": "lh", "LKnee": "lk", "LFoot": "lf", "Thorax": "neck", "Head": "skull",
                          "LShoulder": "ls", "LElbow": "le", "LWrist": "lw", "RShoulder": "rs", "RElbow": "re", "RWrist": "rw" } }
            """;
}
