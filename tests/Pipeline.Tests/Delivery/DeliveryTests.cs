using System.Text.Json;
using Confluent.Kafka;
using StreamLift.Datasets;

namespace StreamLift.Pipeline.Tests.Delivery;

public sealed class DeliveryTests(Cluster cluster)
{
    [Fact]
    public async Task Frame_is_delivered_with_its_key_headers_trace_context_and_people()
    {
        var pipeline = await cluster.PipelineAsync();
        var headers = new Headers
        {
            { "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"u8.ToArray() },
            { "tracestate", "a=b"u8.ToArray() },
            { "mine", "7"u8.ToArray() },
        };
        pipeline.Send([Frames.Record("cam-1", Frames.Json("cam-1", 5, people: 2), headers), Frames.Record("cam-2", Frames.Json("cam-2", 0, people: 0))]);
        await pipeline.ToEndAsync("--source-header");

        var records = pipeline.Poses();
        Assert.Equal(2, records.Count);
        var record = records.Single(r => Frames.Of(r).Stream == "cam-1");
        Assert.Equal("cam-1"u8.ToArray(), record.Message.Key);
        Assert.Equal("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", Frames.Header(record, "traceparent"));
        Assert.Equal("a=b", Frames.Header(record, "tracestate"));
        Assert.Equal("7", Frames.Header(record, "mine"));
        Assert.Equal("application/json", Frames.Header(record, "content-type"));
        Assert.Matches($"^{pipeline.Input}/[0-3]/0$", Frames.Header(record, "streamlift-source"));
        using var pose = JsonDocument.Parse(record.Message.Value);
        Assert.Equal(
            ("h36m17", "mm", "camera", 1767225600000),
            (Text("layout"), Text("unit"), Text("space"), pose.RootElement.GetProperty("timestampMs").GetInt64())
        );
        Assert.Matches("^[a-z0-9-]+@[0-9a-f]{12}$", Text("model"));
        Assert.Equal([10, 11], pose.RootElement.GetProperty("people").EnumerateArray().Select(person => person.GetProperty("id").GetInt32()));
        Assert.All(pose.RootElement.GetProperty("people").EnumerateArray(), person =>
        {
            Assert.Equal(51, person.GetProperty("joints").GetArrayLength());
            Assert.Equal(0.9, person.GetProperty("score").GetDouble(), 3);
            Assert.All(person.GetProperty("joints").EnumerateArray().Take(3), number => Assert.Equal(0, number.GetDouble()));
        });
        string Text(string name) => pose.RootElement.GetProperty(name).GetString()!;
    }

    [Fact]
    public async Task Service_stopped_by_SIGTERM_and_restarted_delivers_each_frame_once_in_order()
    {
        const int streams = 8,
            piece = 250;
        int frames;
        var pipeline = await cluster.PipelineAsync();
        var first = await pipeline.StartProcessAsync();
        using (first)
        {
            // the signal comes while records are being read and while more are being sent
            var sending = Task.Run(() =>
                Topics.SendUntil(cluster.Bootstrap, pipeline.Input, number => Records(streams, piece, piece * number), () => first.HasEnded)
            );
            await pipeline.AnyPoseAsync();
            first.Terminate();
            Assert.Equal(0, await first.ExitAsync(StreamLiftCommand.Patience));
            frames = await sending * piece;
        }

        var between = pipeline.Poses().Count;
        await pipeline.ToEndAsync();
        Assert.InRange(between, 1, (streams * frames) - 1);
        // an end in order commits everything it delivered: not one frame is sent again
        pipeline.AssertEachOnceInOrder(streams, frames);
    }

    [RealBrokerTheory]
    [InlineData("classic")]
    [InlineData("consumer")]
    public async Task Group_with_instances_joining_and_leaving_delivers_each_frame_once_in_order(string protocol)
    {
        const int streams = 16,
            frames = 2000;
        var pipeline = await cluster.PipelineAsync(8);
        string[] more = ["--group-protocol", protocol];
        using var first = await pipeline.StartAsync(more);
        var sending = Task.Run(() => pipeline.Send(Records(streams, frames)));
        using var second = await pipeline.StartAsync(more);
        await sending;
        first.Stop();
        Assert.Equal(0, await first.ExitAsync());
        await pipeline.ToEndAsync(more);
        second.Stop();
        Assert.Equal(0, await second.ExitAsync());
        pipeline.AssertEachOnceInOrder(streams, frames);
    }

    [RealBrokerFact]
    public async Task Instance_whose_instance_id_is_taken_by_another_process_exits_4_with_one_line()
    {
        var pipeline = await cluster.PipelineAsync();
        string[] name = ["--instance", "twin", "--group-protocol", "classic", "--kafka", "heartbeat.interval.ms=500"];
        using var older = await pipeline.StartAsync(name);
        using var newer = await pipeline.StartAsync(name);
        Assert.Equal(4, await older.ExitAsync());
        Assert.Contains("instance twin in group", Assert.Single(older.Lines, line => line.StartsWith("streamlift: ", StringComparison.Ordinal)));
        pipeline.Send(Records(8, 10));
        newer.Stop();
        Assert.Equal(0, await newer.ExitAsync());
        await pipeline.ToEndAsync(name);
        pipeline.AssertEachOnceInOrder(8, 10);
    }

    [Fact]
    public async Task Run_until_end_with_nothing_new_exits_0_and_repeats_no_frame()
    {
        var pipeline = await cluster.PipelineAsync();
        pipeline.Send(Records(2, 10));
        await pipeline.ToEndAsync();
        await pipeline.ToEndAsync("--lanes", "3");
        pipeline.AssertEachOnceInOrder(2, 10);
    }

    private static IEnumerable<Message<byte[]?, byte[]?>> Records(int streams, int frames, int first = 0) =>
        from frame in Enumerable.Range(first, frames)
        from stream in Enumerable.Range(0, streams)
        select Frames.Record($"cam-{stream}", Frames.Json($"cam-{stream}", frame));
}
