using System.Text.Json;
using Confluent.Kafka;
using StreamLift.Datasets;

namespace StreamLift.Pipeline.Tests.Delivery;

public sealed class DeliveryTests(Cluster cluster)
{
    [Fact]
    public async Task Frame_is_delivered_with_its_key_headers_trace_context_and_people()
    {
        var (input, output) = (await cluster.TopicAsync("in"), await cluster.TopicAsync("out"));
        await cluster.DeadLettersOf(input);
        var headers = new Headers
        {
            { "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"u8.ToArray() },
            { "tracestate", "a=b"u8.ToArray() },
            { "mine", "7"u8.ToArray() },
        };
        Topics.Send(
            cluster.Bootstrap,
            input,
            [Frames.Record("cam-1", Frames.Json("cam-1", 5, people: 2), headers), Frames.Record("cam-2", Frames.Json("cam-2", 0, people: 0))]
        );
        var (code, _, lines) = await InProcessCommand.ToEndAsync(Run(input, output, "--until-end", "--source-header"));
        Assert.True(code == 0, string.Join('\n', lines));

        var records = Topics.Read(cluster.Bootstrap, output);
        Assert.Equal(2, records.Count);
        var record = records.Single(r => Frames.Of(r).Stream == "cam-1");
        Assert.Equal("cam-1"u8.ToArray(), record.Message.Key);
        Assert.Equal("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", Frames.Header(record, "traceparent"));
        Assert.Equal("a=b", Frames.Header(record, "tracestate"));
        Assert.Equal("7", Frames.Header(record, "mine"));
        Assert.Equal("application/json", Frames.Header(record, "content-type"));
        Assert.Matches($"^{input}/[0-3]/0$", Frames.Header(record, "streamlift-source"));
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
        var (input, output) = (await cluster.TopicAsync("in"), await cluster.TopicAsync("out"));
        await cluster.DeadLettersOf(input);
        var first = await StreamLiftCommand.RunAsync(cluster.Bootstrap, input, output);
        using (first)
        {
            // the signal comes while records are being read and while more are being sent
            var sending = Task.Run(() => Topics.SendUntil(cluster.Bootstrap, input, number => Records(streams, piece, piece * number), () => first.HasEnded));
            await Topics.AnyAsync(cluster.Bootstrap, output);
            first.Terminate();
            Assert.Equal(0, await first.ExitAsync(StreamLiftCommand.Patience));
            frames = await sending * piece;
        }

        var between = Topics.Read(cluster.Bootstrap, output).Count;
        var (code, _, lines) = await InProcessCommand.ToEndAsync(Run(input, output, "--until-end"));
        Assert.True(code == 0, string.Join('\n', lines));
        var records = Topics.Read(cluster.Bootstrap, output);
        Assert.InRange(between, 1, (streams * frames) - 1);
        // an end in order commits everything it delivered: not one frame is sent again
        AssertEachOnceInOrder(records, streams, frames);
    }

    [RealBrokerTheory]
    [InlineData("classic")]
    [InlineData("consumer")]
    public async Task Group_with_instances_joining_and_leaving_delivers_each_frame_once_in_order(string protocol)
    {
        const int streams = 16,
            frames = 2000;
        var (input, output) = (await cluster.TopicAsync("in", 8), await cluster.TopicAsync("out"));
        await cluster.DeadLettersOf(input);
        string[] more = ["--group-protocol", protocol];
        using var first = await InProcessCommand.RunAsync(cluster.Bootstrap, input, output, more);
        var sending = Task.Run(() => Topics.Send(cluster.Bootstrap, input, Records(streams, frames)));
        using var second = await InProcessCommand.RunAsync(cluster.Bootstrap, input, output, more);
        await sending;
        first.Stop();
        Assert.Equal(0, await first.ExitAsync());
        var (code, _, lines) = await InProcessCommand.ToEndAsync(Run(input, output, ["--until-end", .. more]));
        Assert.True(code == 0, string.Join('\n', lines));
        second.Stop();
        Assert.Equal(0, await second.ExitAsync());
        AssertEachOnceInOrder(Topics.Read(cluster.Bootstrap, output), streams, frames);
    }

    [RealBrokerFact]
    public async Task Instance_whose_instance_id_is_taken_by_another_process_exits_4_with_one_line()
    {
        var (input, output) = (await cluster.TopicAsync("in"), await cluster.TopicAsync("out"));
        await cluster.DeadLettersOf(input);
        string[] name = ["--instance", "twin", "--group-protocol", "classic", "--kafka", "heartbeat.interval.ms=500"];
        using var older = await InProcessCommand.RunAsync(cluster.Bootstrap, input, output, name);
        using var newer = await InProcessCommand.RunAsync(cluster.Bootstrap, input, output, name);
        Assert.Equal(4, await older.ExitAsync());
        Assert.Contains("instance twin in group", Assert.Single(older.Lines, line => line.StartsWith("streamlift: ", StringComparison.Ordinal)));
        Topics.Send(cluster.Bootstrap, input, Records(8, 10));
        newer.Stop();
        Assert.Equal(0, await newer.ExitAsync());
        Assert.Equal(0, (await InProcessCommand.ToEndAsync(Run(input, output, ["--until-end", .. name]))).Code);
        AssertEachOnceInOrder(Topics.Read(cluster.Bootstrap, output), 8, 10);
    }

    [Fact]
    public async Task Run_until_end_with_nothing_new_exits_0_and_repeats_no_frame()
    {
        var (input, output) = (await cluster.TopicAsync("in"), await cluster.TopicAsync("out"));
        await cluster.DeadLettersOf(input);
        Topics.Send(cluster.Bootstrap, input, Records(2, 10));
        Assert.Equal(0, (await InProcessCommand.ToEndAsync(Run(input, output, "--until-end"))).Code);
        Assert.Equal(0, (await InProcessCommand.ToEndAsync(Run(input, output, "--until-end", "--lanes", "3"))).Code);
        AssertEachOnceInOrder(Topics.Read(cluster.Bootstrap, output), 2, 10);
    }

    private static void AssertEachOnceInOrder(List<ConsumeResult<byte[]?, byte[]?>> records, int streams, int frames)
    {
        var byStream = records.Select(Frames.Of).GroupBy(frame => frame.Stream).ToList();
        Assert.Equal(streams, byStream.Count);
        Assert.All(byStream, stream => Assert.Equal(Enumerable.Range(0, frames).Select(i => (long)i), stream.Select(frame => frame.Frame)));
    }

    private static IEnumerable<Message<byte[]?, byte[]?>> Records(int streams, int frames, int first = 0) =>
        from frame in Enumerable.Range(first, frames)
        from stream in Enumerable.Range(0, streams)
        select Frames.Record($"cam-{stream}", Frames.Json($"cam-{stream}", frame));

    private IEnumerable<string> Run(string input, string output, params IEnumerable<string> more) =>
        ["run", "--bootstrap", cluster.Bootstrap, "--input", input, "--output", output, "--http", "off", "--group", $"group-of-{input}", .. more];
}
