using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Pipeline.Tests.Viewing;

/// <summary>The viewer over a real broker: what its page is sent, and the topics that it refuses.</summary>
public sealed class ViewTests(Cluster cluster)
{
    private static readonly float[] Joints = [.. Enumerable.Range(0, 51).Select(i => (float)i)];
    private static readonly float[] Sigma = [.. Enumerable.Range(0, 17).Select(_ => 9f)];

    [RealBrokerFact]
    public async Task View_sends_the_people_and_poses_of_two_topics_from_now_on_in_both_encodings()
    {
        var (people, poses) = (await cluster.TopicAsync("people", 2), await cluster.TopicAsync("poses", 2));
        Send(people, People("old", 0, WireEncoding.Json));
        Send(poses, Pose("old/cam-1", 0, WireEncoding.Json));
        using var view = await StartAsync(people, "--poses", poses);
        using var page = await TestPage.OpenAsync(await AddressAsync(view));
        Assert.Equal("people", (await page.SchemaAsync()).GetProperty("kind").GetString());

        var frames = new Dictionary<string, byte[]>();
        await SendingAsync(
            number =>
            {
                Send(people, People("hall", number, WireEncoding.Json));
                Send(people, People("yard", number, WireEncoding.Protobuf));
                Send(poses, Pose("hall/cam-1", number, WireEncoding.Protobuf));
            },
            async () =>
            {
                var names = new List<string>();
                while (frames.Count < 3)
                {
                    var message = await page.NextAsync();
                    if (message.Json is { } json)
                        names = json.TryGetProperty("sources", out var sources)
                            ? [.. sources.EnumerateArray().Select(source => source.GetProperty("name").GetString()!)]
                            : names;
                    else
                        frames[names[BitConverter.ToUInt16(message.Frame, 2)]] = message.Frame;
                }
            }
        );
        Assert.Equal(["hall", "hall/cam-1", "yard"], frames.Keys.Order());
        foreach (var frame in frames.Values)
        {
            Assert.Equal(1, BitConverter.ToUInt16(frame, 32));
            var joints = frame[1] == 1 ? 36 + 12 : 36 + 4;
            Assert.Equal([3f, 4f, 5f], Enumerable.Range(0, 3).Select(i => BitConverter.ToSingle(frame, joints + 16 + (4 * i))));
            // captured at 1,000,000 ms and written to the topic today
            Assert.InRange(BitConverter.ToDouble(frame, 8), 1_000_000, 1_100_000);
            Assert.InRange(BitConverter.ToDouble(frame, 24) - BitConverter.ToDouble(frame, 16), -1, 60_000);
        }

        view.Stop();
        await page.AwaitEndAsync();
        Assert.Equal((1001, 0), (page.CloseStatus, await view.ExitAsync()));
    }

    [RealBrokerFact]
    public async Task Partition_that_the_topic_gets_while_it_is_viewed_is_shown_too()
    {
        var people = await cluster.TopicAsync("people", 1);
        using var view = await StartAsync(people);
        using var page = await TestPage.OpenAsync(await AddressAsync(view));
        await SendingAsync(number => Send(people, People("hall", number, WireEncoding.Json)), page.FrameAsync);
        using (var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = cluster.Bootstrap }).Build())
            await admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = people, IncreaseTo = 2 }]);
        Send(new TopicPartition(people, 1), People("added", 0, WireEncoding.Json));
        var schema = await page.SchemaAsync();
        while (!schema.GetRawText().Contains("added", StringComparison.Ordinal))
            schema = await page.SchemaAsync();
    }

    [RealBrokerFact]
    public async Task Flood_of_records_is_shown_in_part_and_what_comes_after_it_too()
    {
        var people = await cluster.TopicAsync("people", 2);
        using var view = await StartAsync(people);
        using var page = await TestPage.OpenAsync(await AddressAsync(view));
        await SendingAsync(number => Send(people, People("hall", number, WireEncoding.Json)), page.FrameAsync);
        var flood = Stopwatch.StartNew();
        Topics.Send(cluster.Bootstrap, people, Enumerable.Range(1000, 30_000).Select(number => People("hall", number, WireEncoding.Json)));
        var number = 0u;
        await SendingAsync(
            _ => Send(people, People("hall", 99_999, WireEncoding.Json)),
            async () =>
            {
                for (byte[] frame = []; frame is [] || BitConverter.ToDouble(frame, 8) < 1_099_999; number = BitConverter.ToUInt32(frame, 4))
                    frame = await page.FrameAsync();
            }
        );
        Assert.InRange(number, 1u, (uint)(300 * ((flood.ElapsedMilliseconds / 100) + 2)));
    }

    [RealBrokerFact]
    public async Task Topics_of_another_kind_are_refused_in_one_line()
    {
        var (keypoints, other, people, poses) = (
            await cluster.TopicAsync("keypoints", 2),
            await cluster.TopicAsync("other", 2),
            await cluster.TopicAsync("people", 1),
            await cluster.TopicAsync("poses", 1)
        );
        Topics.Send(cluster.Bootstrap, keypoints, [Frames.Record("cam", Frames.Json("cam", 0))]);
        Topics.Send(cluster.Bootstrap, other, [Frames.Record("cam", "hello")]);
        Send(people, People("hall", 0, WireEncoding.Json));
        Send(poses, Pose("cam-1", 0, WireEncoding.Json));
        await AssertRefusedAsync($"topic {keypoints} holds 2D keypoints, the input of `run`; view the topic of poses", keypoints);
        await AssertRefusedAsync($"topic {other} holds neither people nor poses; view the output topic", other);
        await AssertRefusedAsync("topic no-such-topic does not exist", "no-such-topic");
        await AssertRefusedAsync($"--poses {poses}: topic {poses} holds poses itself; leave --poses out", poses, "--poses", poses);
        await AssertRefusedAsync($"--poses {people}: the topic holds people; give the topic of poses", people, "--poses", people);
        await AssertRefusedAsync($"topic {keypoints} holds 2D keypoints", people, "--poses", keypoints);
    }

    [RealBrokerFact]
    public async Task Run_with_view_serves_its_poses_beside_its_health()
    {
        var pipeline = await cluster.PipelineAsync();
        var address = $"127.0.0.1:{Ports.Free()}";
        using var run = await pipeline.StartAsync("--http", address, "--view");
        await run.LineAsync(line => line.Contains($"viewer of topic {pipeline.Output}: http://{address}/view/", StringComparison.Ordinal));
        using var http = new HttpClient();
        Assert.Equal("ok\n", await http.GetStringAsync($"http://{address}/healthz"));
        Assert.Contains("<html", await http.GetStringAsync($"http://{address}/view/"));
        using var page = await TestPage.OpenAsync(new Uri($"http://{address}/view/"));
        var sent = 0;
        await SendingAsync(_ => pipeline.Send([Frames.Record("cam", Frames.Json("cam", sent++))]), page.FrameAsync);
        run.Stop();
        await page.AwaitEndAsync();
        Assert.Equal((1001, 0), (page.CloseStatus, await run.ExitAsync()));
        Assert.Equal(sent, pipeline.Poses().Count);
    }

    [RealBrokerFact]
    public async Task Empty_topic_is_told_and_shown_from_its_first_record_on()
    {
        var topic = await cluster.TopicAsync("empty", 2);
        using var view = await StartAsync(topic);
        Assert.Single(view.Lines, line =>
            line == $"note: no record of topic {topic} tells yet whether it holds people or poses; the first one that is sent will"
        );
        using var page = await TestPage.OpenAsync(await AddressAsync(view));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await page.SchemaAsync()).GetProperty("kind").ValueKind);
        byte[] frame = [];
        await SendingAsync(number => Send(topic, Pose("cam-1", number, WireEncoding.Json)), async () => frame = await page.FrameAsync());
        Assert.Equal(2, frame[1]);
        view.Stop();
        Assert.Equal(0, await view.ExitAsync());
    }

    private async Task AssertRefusedAsync(string problem, string topic, params string[] more)
    {
        var (code, output, lines) = await InProcessCommand.ToEndAsync([
            "view",
            "--bootstrap",
            cluster.Bootstrap,
            "--topic",
            topic,
            "--http",
            "127.0.0.1:0",
            .. more,
        ]);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith($"streamlift: {problem}", Assert.Single(lines, line => line.StartsWith("streamlift: ", StringComparison.Ordinal)));
    }

    private async Task<InProcessCommand> StartAsync(string topic, params string[] more)
    {
        var view = InProcessCommand.Start(["view", "--bootstrap", cluster.Bootstrap, "--topic", topic, "--http", "127.0.0.1:0", .. more]);
        await AddressAsync(view);
        return view;
    }

    private static async Task<Uri> AddressAsync(InProcessCommand view)
    {
        var line = await view.LineAsync(line => line.StartsWith("viewer of topic ", StringComparison.Ordinal));
        return new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]);
    }

    // What was sent before the consumer began is not shown: it is sent again and again until something has come.
    internal static async Task SendingAsync(Action<int> send, Func<Task> received)
    {
        var receiving = received();
        for (var number = 0; !receiving.IsCompleted; number++)
        {
            send(number);
            await Task.WhenAny(receiving, Task.Delay(100));
        }

        await receiving;
    }

    private void Send(string topic, Message<byte[]?, byte[]?> record) => Topics.Send(cluster.Bootstrap, topic, [record]);

    private void Send(TopicPartition partition, Message<byte[]?, byte[]?> record)
    {
        using var producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = cluster.Bootstrap }).Build();
        producer.Produce(partition, record);
        producer.Flush();
    }

    private static Message<byte[]?, byte[]?> People(string rig, long sequence, WireEncoding encoding)
    {
        var writer = new PeopleWriter();
        writer.Begin(encoding, Encoding.UTF8.GetBytes(rig), sequence, 1_000_000 + sequence);
        writer.Camera("cam-1"u8, sequence, 1_000_000 + sequence);
        writer.Person(
            new WorldPerson
            {
                Id = 1,
                Joints = Joints,
                Sigma = Sigma,
                Source = "ttttttttttttttttt"u8,
                Views = [0],
                Reprojection = 1,
            }
        );
        return Record(rig, encoding, writer.End().ToArray());
    }

    private static Message<byte[]?, byte[]?> Pose(string stream, long frame, WireEncoding encoding)
    {
        var writer = new PoseWriter();
        writer.Begin(encoding, Encoding.UTF8.GetBytes(stream), frame, 1_000_000 + frame, "model@0"u8);
        writer.Person(0, 0.5f, Joints, Sigma);
        return Record(stream, encoding, writer.End().ToArray());
    }

    private static Message<byte[]?, byte[]?> Record(string key, WireEncoding encoding, byte[] value) =>
        new()
        {
            Key = Encoding.UTF8.GetBytes(key),
            Value = value,
            Headers = new Headers { { ContentType.Header, ContentType.Utf8(encoding).ToArray() } },
        };
}
