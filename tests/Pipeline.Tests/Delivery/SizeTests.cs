using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using StreamLift.Sink;
using StreamLift.Sink.Records;

namespace StreamLift.Pipeline.Tests.Delivery;

/// <summary>Topics that take less than a producer sends, and records that are more than a topic takes.</summary>
public sealed class SizeTests(Cluster cluster)
{
    private const int Limit = 20_000;

    [RealBrokerTheory]
    [InlineData("AtLeastOnce")]
    [InlineData("ExactlyOnce")]
    public async Task Topic_with_a_small_limit_takes_smaller_batches_and_a_larger_record_is_rejected(string guarantee)
    {
        const int frames = 400;
        var pipeline = await cluster.PipelineAsync();
        await Topics.SetAsync(cluster.Bootstrap, pipeline.Output, "max.message.bytes", Limit.ToString(CultureInfo.InvariantCulture));
        pipeline.Send([
            .. Enumerable.Range(0, frames).Select(i => Frames.Record("cam", Frames.Json("cam", i))),
            Frames.Record("cam", Frames.Json("cam", frames, people: 60)),
        ]);
        await pipeline.ToEndAsync("--guarantee", guarantee, "--instance", "a");
        Assert.Equal(Enumerable.Range(0, frames).Select(i => (long)i), pipeline.Poses().Select(record => Frames.Of(record).Frame));
        var letter = Assert.Single(pipeline.DeadLetters());
        Assert.Equal("output-too-large", Frames.Header(letter, "streamlift-reason"));

        // the letter has all that came in: once the topic takes more, it is lifted
        Assert.Equal(Frames.Json("cam", frames, people: 60), Encoding.UTF8.GetString(letter.Message.Value!));
        await Topics.SetAsync(cluster.Bootstrap, pipeline.Output, "max.message.bytes", "100000");
        await pipeline.RedriveAsync();
        await pipeline.ToEndAsync("--guarantee", guarantee, "--instance", "a");
        Assert.Equal((frames, 60), (Frames.Of(pipeline.Poses()[^1]).Frame, People(pipeline.Poses()[^1])));
    }

    [RealBrokerTheory]
    [InlineData("AtLeastOnce")]
    [InlineData("ExactlyOnce")]
    public async Task Pose_record_over_the_topic_limit_counts_as_a_dead_letter_not_as_delivered(string guarantee)
    {
        var pipeline = await cluster.PipelineAsync();
        await Topics.SetAsync(cluster.Bootstrap, pipeline.Output, "max.message.bytes", Limit.ToString(CultureInfo.InvariantCulture));
        pipeline.Send([Frames.Record("cam", Frames.Json("cam", 1)), Frames.Record("cam", Frames.Json("cam", 2, people: 60))]);
        Assert.Contains(await pipeline.ToEndAsync("--guarantee", guarantee, "--instance", "a"), line =>
            line.Contains("stopped: 1 frame delivered, 1 dead letter", StringComparison.Ordinal)
        );
    }

    [RealBrokerTheory]
    [InlineData("AtLeastOnce")]
    [InlineData("ExactlyOnce")]
    public async Task Bad_record_with_headers_or_key_at_the_topic_limit_loses_them_and_blocks_nothing(string guarantee)
    {
        var pipeline = await cluster.PipelineAsync(1);
        pipeline.Send([
            new()
            {
                Key = "headers"u8.ToArray(),
                Value = "{"u8.ToArray(),
                Headers = new Headers { { "mine", new byte[1_048_400] } },
            },
            new()
            {
                Key = new byte[1_048_400],
                Value = "{"u8.ToArray(),
                Headers = new Headers { { "mine", [1] } },
            },
            Frames.Record("cam", Frames.Json("cam", 7)),
        ]);
        await pipeline.ToEndAsync("--guarantee", guarantee, "--instance", "a");
        Assert.Equal(7, Frames.Of(Assert.Single(pipeline.Poses())).Frame);
        var dead = pipeline.DeadLetters().OrderBy(letter => Frames.Header(letter, "streamlift-offset")).ToList();
        Assert.Equal(2, dead.Count);
        Assert.Equal(
            ("headers", "omitted", null),
            (Encoding.UTF8.GetString(dead[0].Message.Key!), Frames.Header(dead[0], "streamlift-headers"), Frames.Header(dead[0], "streamlift-key"))
        );
        Assert.Equal((null, "omitted"), (dead[1].Message.Key, Frames.Header(dead[1], "streamlift-key")));
        Assert.All(dead, letter => Assert.Equal("malformed-json", Frames.Header(letter, "streamlift-reason")));
    }

    [RealBrokerFact]
    public async Task Pose_record_of_exactly_the_topic_limit_is_sent_and_one_byte_over_is_rejected()
    {
        var pipeline = await cluster.PipelineAsync();
        var measured = pipeline with { Output = await cluster.TopicAsync("out") };
        var headers = new Headers { { "mine", new byte[100] } };
        pipeline.Send([Frames.Record("cam", Frames.Json("cam", 7, people: 9), headers)]);
        await measured.ToEndAsync();
        var size = OutputEnvelope.SizeOf(Assert.Single(measured.Poses()).Message);

        await Topics.SetAsync(cluster.Bootstrap, pipeline.Output, "max.message.bytes", $"{size}");
        await pipeline.ToEndAsync("--from", "earliest");
        Assert.Single(pipeline.Poses());
        await Topics.SetAsync(cluster.Bootstrap, pipeline.Output, "max.message.bytes", $"{size - 1}");
        await pipeline.ToEndAsync("--from", "earliest");
        Assert.Single(pipeline.Poses());
        Assert.Equal("output-too-large", Frames.Header(Assert.Single(pipeline.DeadLetters()), "streamlift-reason"));
    }

    [RealBrokerFact]
    public async Task Rejected_record_near_the_topic_limit_keeps_its_body_only_if_it_fits()
    {
        var pipeline = await cluster.PipelineAsync();
        pipeline.Send([Noise("fits", 1_040_000), Noise("full", 1_048_500)]);
        await pipeline.ToEndAsync();
        var dead = pipeline.DeadLetters().ToDictionary(letter => Encoding.UTF8.GetString(letter.Message.Key!));
        Assert.Equal(1_040_000, dead["fits"].Message.Value!.Length);
        Assert.Null(dead["full"].Message.Value);
        Assert.Equal("omitted", Frames.Header(dead["full"], "streamlift-body"));
    }

    private static Message<byte[]?, byte[]?> Noise(string key, int bytes) => new() { Key = Encoding.UTF8.GetBytes(key), Value = new byte[bytes] };

    private static int People(ConsumeResult<byte[]?, byte[]?> record) =>
        JsonDocument.Parse(record.Message.Value).RootElement.GetProperty("people").GetArrayLength();
}
