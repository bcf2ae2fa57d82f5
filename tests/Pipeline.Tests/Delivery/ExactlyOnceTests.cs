using Confluent.Kafka;

namespace StreamLift.Pipeline.Tests.Delivery;

/// <summary>Read as a reader of committed records does, which is the client library's default.</summary>
public sealed class ExactlyOnceTests(Cluster cluster)
{
    private const int Streams = 8;

    [RealBrokerFact]
    public async Task Exactly_once_service_stopped_by_SIGTERM_delivers_frames_and_dead_letters_once()
    {
        const int piece = 250;
        int frames;
        var (input, output, letters) = await TopicsAsync();
        using (var first = await ProcessAsync(input, output, "a"))
        {
            var sending = Task.Run(() =>
                Topics.SendUntil(cluster.Bootstrap, input, number => Records(piece, piece * number, badEvery: 10), () => first.HasEnded)
            );
            await Topics.AnyAsync(cluster.Bootstrap, output);
            first.Terminate();
            Assert.Equal(0, await first.ExitAsync(StreamLiftCommand.Patience));
            frames = await sending * piece;
        }

        Assert.InRange(Topics.Read(cluster.Bootstrap, output).Count, 1, (Streams * frames) - 1);
        await ToEndAsync(input, output, "a");
        AssertEachOnceInOrder(output, frames);
        Assert.Equal(
            Enumerable.Range(0, frames / 10),
            Topics.Read(cluster.Bootstrap, letters).Select(letter => int.Parse(letter.Message.Value.AsSpan()[1..])).Order()
        );
    }

    [RealBrokerFact]
    public async Task Exactly_once_service_killed_within_a_transaction_delivers_each_frame_once()
    {
        const int frames = 1000;
        var (input, output, _) = await TopicsAsync();
        Topics.Send(cluster.Bootstrap, input, Records(frames));
        using (var first = await ProcessAsync(input, output, "a", "--commit-interval", "2000"))
        {
            await Topics.AnyAsync(cluster.Bootstrap, output);
            var before = Topics.Read(cluster.Bootstrap, output).Count; // before more is sent: a fast one would have committed that too
            Topics.Send(cluster.Bootstrap, input, Records(frames, from: frames));
            await Topics.AnyAsync(cluster.Bootstrap, output, uncommittedAfter: before);
            first.Kill();
        }

        await ToEndAsync(input, output, "a");
        AssertEachOnceInOrder(output, 2 * frames);
    }

    [RealBrokerTheory]
    [InlineData("classic")]
    [InlineData("consumer")]
    public async Task Exactly_once_group_with_instances_joining_and_leaving_delivers_each_frame_once(string protocol)
    {
        const int frames = 2000;
        var (input, output, _) = await TopicsAsync();
        string[] more = ["--group-protocol", protocol];
        using var first = await RunAsync(input, output, "a", more);
        var sending = Task.Run(() => Topics.Send(cluster.Bootstrap, input, Records(frames)));
        using var second = await RunAsync(input, output, "b", more);
        await sending;
        first.Stop();
        // 4: the other one's coming aborted its last transaction; what was in that is read again, and still there once
        var code = await first.ExitAsync();
        Assert.True(
            code == 0 || (code == 4 && first.Lines.Any(line => line.Contains("stopped after a transaction was aborted", StringComparison.Ordinal))),
            $"{code}: {string.Join('\n', first.Lines)}"
        );
        await ToEndAsync(input, output, "a", more);
        second.Stop();
        Assert.Equal(0, await second.ExitAsync());
        AssertEachOnceInOrder(output, frames);
    }

    [RealBrokerFact]
    public async Task Exactly_once_record_refused_by_the_broker_aborts_and_all_is_delivered_once()
    {
        const int frames = 50;
        var (input, output, letters) = await TopicsAsync();
        await Topics.SetAsync(cluster.Bootstrap, letters, "max.message.bytes", "2000");
        var noise = new byte[5000];
        new Random(1).NextBytes(noise); // compressed it is no smaller, but only the broker finds that out
        Topics.Send(
            cluster.Bootstrap,
            input,
            [.. Records(frames), new Message<byte[]?, byte[]?> { Key = "cam-0"u8.ToArray(), Value = noise }, .. Records(frames, from: frames)]
        );
        var lines = await ToEndAsync(input, output, "a", "--kafka", "compression.type=lz4");
        Assert.Contains(lines, line => line.Contains("transaction aborted", StringComparison.Ordinal));
        AssertEachOnceInOrder(output, 2 * frames);
        var letter = Assert.Single(Topics.Read(cluster.Bootstrap, letters));
        Assert.Null(letter.Message.Value);
        Assert.Equal("omitted", Frames.Header(letter, "streamlift-body"));
    }

    [RealBrokerFact]
    public async Task Exactly_once_instance_that_is_fenced_exits_4_and_commits_nothing_more()
    {
        var (input, output, _) = await TopicsAsync();
        using var run = await RunAsync(input, output, "a");
        // with its first frame out, the lane has its transactional id: the other takes it from the lane, not the lane from the other
        Topics.Send(cluster.Bootstrap, input, [Frames.Record("cam-0", Frames.Json("cam-0", 0))]);
        await Topics.AnyAsync(cluster.Bootstrap, output);
        using (
            var other = new ProducerBuilder<Null, Null>(
                new ProducerConfig { BootstrapServers = cluster.Bootstrap, TransactionalId = $"group-of-{input}-a-0" }
            ).Build()
        )
            other.InitTransactions(TimeSpan.FromSeconds(20));
        Topics.Send(cluster.Bootstrap, input, Records(5, from: 1));
        Assert.Equal(4, await run.ExitAsync());
        Assert.Contains("another process has taken over", Assert.Single(run.Lines, line => line.StartsWith("streamlift: ", StringComparison.Ordinal)));
        Assert.Single(Topics.Read(cluster.Bootstrap, output));
    }

    [RealBrokerFact]
    public async Task Exactly_once_service_without_records_commits_no_transaction()
    {
        var (input, output, _) = await TopicsAsync();
        using (var run = await RunAsync(input, output, "a", "--commit-interval", "1"))
        {
            Topics.Send(cluster.Bootstrap, input, [Frames.Record("cam-0", Frames.Json("cam-0", 0))]);
            await Topics.AnyAsync(cluster.Bootstrap, output);
            run.Stop();
            Assert.Equal(0, await run.ExitAsync());
        }

        Assert.Equal(2, Topics.Ends(cluster.Bootstrap, output)); // the record and its transaction's marker
    }

    private async Task<(string Input, string Output, string Letters)> TopicsAsync()
    {
        var (input, output) = (await cluster.TopicAsync("in"), await cluster.TopicAsync("out"));
        return (input, output, await cluster.DeadLettersOf(input));
    }

    private Task<Command> ProcessAsync(string input, string output, string instance, params IEnumerable<string> more) =>
        StreamLiftCommand.RunAsync(cluster.Bootstrap, input, output, ["--guarantee", "ExactlyOnce", "--instance", instance, .. more]);

    private Task<InProcessCommand> RunAsync(string input, string output, string instance, params IEnumerable<string> more) =>
        InProcessCommand.RunAsync(cluster.Bootstrap, input, output, ["--guarantee", "ExactlyOnce", "--instance", instance, .. more]);

    private async Task<IReadOnlyList<string>> ToEndAsync(string input, string output, string instance, params IEnumerable<string> more)
    {
        var (code, _, lines) = await InProcessCommand.ToEndAsync([
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
            $"group-of-{input}",
            "--guarantee",
            "ExactlyOnce",
            "--instance",
            instance,
            "--until-end",
            .. more,
        ]);
        Assert.True(code == 0, string.Join('\n', lines));
        return lines;
    }

    private void AssertEachOnceInOrder(string output, int frames)
    {
        var byStream = Topics.Read(cluster.Bootstrap, output).Select(Frames.Of).GroupBy(frame => frame.Stream).ToList();
        Assert.Equal(Streams, byStream.Count);
        Assert.All(byStream, stream => Assert.Equal(Enumerable.Range(0, frames).Select(i => (long)i), stream.Select(frame => frame.Frame)));
    }

    private static IEnumerable<Message<byte[]?, byte[]?>> Records(int frames, int from = 0, int badEvery = int.MaxValue)
    {
        for (var frame = from; frame < from + frames; frame++)
        {
            for (var stream = 0; stream < Streams; stream++)
                yield return Frames.Record($"cam-{stream}", Frames.Json($"cam-{stream}", frame));
            if (frame % badEvery == 0 && badEvery < int.MaxValue)
                yield return Frames.Record("bad", $"!{frame / badEvery}");
        }
    }
}
