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
        var pipeline = await cluster.PipelineAsync();
        using (var first = await pipeline.StartProcessAsync(Once("a")))
        {
            var sending = Task.Run(() =>
                Topics.SendUntil(cluster.Bootstrap, pipeline.Input, number => Records(piece, piece * number, badEvery: 10), () => first.HasEnded)
            );
            await pipeline.AnyPoseAsync();
            first.Terminate();
            Assert.Equal(0, await first.ExitAsync(StreamLiftCommand.Patience));
            frames = await sending * piece;
        }

        Assert.InRange(pipeline.Poses().Count, 1, (Streams * frames) - 1);
        await pipeline.ToEndAsync(Once("a"));
        pipeline.AssertEachOnceInOrder(Streams, frames);
        Assert.Equal(Enumerable.Range(0, frames / 10), pipeline.DeadLetters().Select(letter => int.Parse(letter.Message.Value.AsSpan()[1..])).Order());
    }

    [RealBrokerFact]
    public async Task Exactly_once_service_killed_within_a_transaction_delivers_each_frame_once()
    {
        const int frames = 1000;
        var pipeline = await cluster.PipelineAsync();
        pipeline.Send(Records(frames));
        using (var first = await pipeline.StartProcessAsync(Once("a", "--commit-interval", "2000")))
        {
            await pipeline.AnyPoseAsync();
            var before = pipeline.Poses().Count; // before more is sent: a fast one would have committed that too
            pipeline.Send(Records(frames, from: frames));
            await pipeline.AnyPoseAsync(uncommittedAfter: before);
            first.Kill();
        }

        await pipeline.ToEndAsync(Once("a"));
        pipeline.AssertEachOnceInOrder(Streams, 2 * frames);
    }

    [RealBrokerTheory]
    [InlineData("classic")]
    [InlineData("consumer")]
    public async Task Exactly_once_group_with_instances_joining_and_leaving_delivers_each_frame_once(string protocol)
    {
        const int frames = 2000;
        var pipeline = await cluster.PipelineAsync();
        string[] more = ["--group-protocol", protocol];
        using var first = await pipeline.StartAsync(Once("a", more));
        var sending = Task.Run(() => pipeline.Send(Records(frames)));
        using var second = await pipeline.StartAsync(Once("b", more));
        await sending;
        first.Stop();
        // 4: the other one's coming aborted its last transaction; what was in that is read again, and still there once
        var code = await first.ExitAsync();
        Assert.True(
            code == 0 || (code == 4 && first.Lines.Any(line => line.Contains("stopped after a transaction was aborted", StringComparison.Ordinal))),
            $"{code}: {string.Join('\n', first.Lines)}"
        );
        await pipeline.ToEndAsync(Once("a", more));
        second.Stop();
        Assert.Equal(0, await second.ExitAsync());
        pipeline.AssertEachOnceInOrder(Streams, frames);
    }

    [RealBrokerFact]
    public async Task Exactly_once_record_refused_by_the_broker_aborts_and_all_is_delivered_once()
    {
        const int frames = 50;
        var pipeline = await cluster.PipelineAsync();
        await Topics.SetAsync(cluster.Bootstrap, pipeline.Letters, "max.message.bytes", "2000");
        var noise = new byte[5000];
        new Random(1).NextBytes(noise); // compressed it is no smaller, but only the broker finds that out
        pipeline.Send([.. Records(frames), new Message<byte[]?, byte[]?> { Key = "cam-0"u8.ToArray(), Value = noise }, .. Records(frames, from: frames)]);
        var lines = await pipeline.ToEndAsync(Once("a", "--kafka", "compression.type=lz4"));
        Assert.Contains(lines, line => line.Contains("transaction aborted", StringComparison.Ordinal));
        pipeline.AssertEachOnceInOrder(Streams, 2 * frames);
        var letter = Assert.Single(pipeline.DeadLetters());
        Assert.Null(letter.Message.Value);
        Assert.Equal("omitted", Frames.Header(letter, "streamlift-body"));
    }

    [RealBrokerFact]
    public async Task Exactly_once_instance_that_is_fenced_exits_4_and_commits_nothing_more()
    {
        var pipeline = await cluster.PipelineAsync();
        using var run = await pipeline.StartAsync(Once("a"));
        // with its first frame out, the lane has its transactional id: the other takes it from the lane, not the lane from the other
        pipeline.Send([Frames.Record("cam-0", Frames.Json("cam-0", 0))]);
        await pipeline.AnyPoseAsync();
        using (
            var other = new ProducerBuilder<Null, Null>(
                new ProducerConfig { BootstrapServers = cluster.Bootstrap, TransactionalId = $"group-of-{pipeline.Input}-a-0" }
            ).Build()
        )
            other.InitTransactions(TimeSpan.FromSeconds(20));
        pipeline.Send(Records(5, from: 1));
        Assert.Equal(4, await run.ExitAsync());
        Assert.Contains("another process has taken over", Assert.Single(run.Lines, line => line.StartsWith("streamlift: ", StringComparison.Ordinal)));
        Assert.Single(pipeline.Poses());
    }

    [RealBrokerFact]
    public async Task Exactly_once_service_without_records_commits_no_transaction()
    {
        var pipeline = await cluster.PipelineAsync();
        using (var run = await pipeline.StartAsync(Once("a", "--commit-interval", "1")))
        {
            pipeline.Send([Frames.Record("cam-0", Frames.Json("cam-0", 0))]);
            await pipeline.AnyPoseAsync();
            run.Stop();
            Assert.Equal(0, await run.ExitAsync());
        }

        Assert.Equal(2, Topics.Ends(cluster.Bootstrap, pipeline.Output)); // the record and its transaction's marker
    }

    private static IEnumerable<string> Once(string instance, params IEnumerable<string> more) =>
        ["--guarantee", "ExactlyOnce", "--instance", instance, .. more];

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
