using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Pipeline.Tests.Delivery;

public sealed class RejectionTests(Cluster cluster)
{
    private static readonly Headers Protobuf = new() { { "content-type", "application/x-protobuf"u8.ToArray() } };

    [Fact]
    public async Task Mixed_good_and_bad_records_all_become_poses_or_dead_letters_with_their_reason()
    {
        // the embedded broker keeps 100,000 records a partition at most: fewer there
        var total = RealKafka.Missing is not null ? 10_000 : 100_000;
        var pipeline = await cluster.PipelineAsync();
        var random = new Random(4);
        var sent = Enumerable.Range(0, total).Select(i => i % 2 == 0 ? (Record: Good(i), Reason: null) : Bad(i, random)).ToList();
        pipeline.Send(sent.Select(record => record.Record));

        await pipeline.ToEndAsync("--max-people", "3", "--max-bytes", "4000", "--strict");

        Assert.Equal(
            Enumerable.Range(0, total).Where(i => i % 2 == 0).Select(i => (long)i),
            pipeline.Poses().Select(Frames.Of).Select(frame => frame.Frame).Order()
        );
        var dead = pipeline.DeadLetters();
        var expected = sent.Where(record => record.Reason is not null)
            .ToDictionary(
                record => Encoding.UTF8.GetString(record.Record.Key!),
                record => (Reason: RejectionNames.Of(record.Reason!.Value), record.Record.Value)
            );
        Assert.Equal(expected.Count, dead.Count);
        Assert.All(dead, letter =>
        {
            var (reason, body) = expected[Encoding.UTF8.GetString(letter.Message.Key!)];
            Assert.Equal(reason, Frames.Header(letter, "streamlift-reason"));
            Assert.Equal(body, letter.Message.Value);
            Assert.False(string.IsNullOrWhiteSpace(Frames.Header(letter, "streamlift-detail")));
            Assert.Equal(pipeline.Input, Frames.Header(letter, "streamlift-topic"));
        });
        Assert.True(expected.Values.Select(letter => letter.Reason).Distinct().Count() >= 10);
    }

    [Fact]
    public async Task Person_with_too_few_visible_joints_is_output_without_joints()
    {
        var pipeline = await cluster.PipelineAsync();
        var unseen = string.Join(',', Enumerable.Repeat("null,null,0", 17));
        pipeline.Send([
            Frames.Record("cam", $$"""{"stream":"cam","frame":1,"timestampMs":0,"layout":"h36m17","people":[{"id":4,"keypoints":[{{unseen}}]}]}"""),
        ]);
        await pipeline.ToEndAsync();
        using var json = JsonDocument.Parse(Assert.Single(pipeline.Poses()).Message.Value);
        var person = Assert.Single(json.RootElement.GetProperty("people").EnumerateArray());
        Assert.Equal(4, person.GetProperty("id").GetInt32());
        Assert.Equal(JsonValueKind.Null, person.GetProperty("joints").ValueKind);
    }

    [Fact]
    public async Task Person_that_is_wrong_goes_out_without_joints_and_the_others_with_theirs()
    {
        var pipeline = await cluster.PipelineAsync();
        var two = Frames.Json("cam", 5, people: 2).Replace("\"people\":[", "\"people\":[{\"id\":9,\"keypoints\":[1,2,\"x\"]},");
        pipeline.Send([Frames.Record("cam", two)]);
        var lines = await pipeline.ToEndAsync();
        Assert.Single(lines, line => line.Contains("stream \"cam\", frame 5: people[0].keypoints[2] is text; a number was expected; such people go out"));
        using var json = JsonDocument.Parse(Assert.Single(pipeline.Poses()).Message.Value);
        var people = json.RootElement.GetProperty("people").EnumerateArray().ToList();
        Assert.Equal((9, "invalid-field"), (people[0].GetProperty("id").GetInt32(), people[0].GetProperty("rejected").GetString()));
        Assert.Equal([JsonValueKind.Null, JsonValueKind.Array, JsonValueKind.Array], people.Select(person => person.GetProperty("joints").ValueKind));
        Assert.Empty(pipeline.DeadLetters());
    }

    private static Message<byte[]?, byte[]?> Good(int i) => Frames.Record($"cam-{i % 7}", Frames.Json($"cam-{i % 7}", i, people: 1 + (i % 3)));

    // each under a key of its own, by which it is found again
    private static (Message<byte[]?, byte[]?> Record, Rejection? Reason) Bad(int i, Random random)
    {
        var good = Frames.Json("cam", i);
        var (body, headers, reason) = (i / 2 % 12) switch
        {
            0 => (Bytes(good[..random.Next(1, good.Length - 1)]), null, Rejection.MalformedJson),
            1 => (Noise(random), null, Rejection.MalformedJson),
            2 => (null, null, Rejection.Tombstone),
            3 => (Bytes(good.Replace("h36m17", "h36m99")), null, Rejection.UnknownLayout),
            4 => (Bytes(good.Replace("\"keypoints\":[", "\"keypoints\":[1,")), null, Rejection.KeypointCount),
            5 => (Bytes(good.Replace("\"keypoints\":[", "\"keypoints\":[1e999,1,1,").Replace("h36m17", "body25")), null, Rejection.NonFinite),
            6 => (Bytes(Frames.Json("cam", i, people: 4)), null, Rejection.TooManyPeople),
            7 => (Bytes(good.Replace("\"stream\"", "\"pad\":\"" + new string('x', 4000) + "\",\"stream\"")), null, Rejection.TooManyBytes),
            8 => (Bytes(good.Replace("\"frame\"", "\"Frame\"")), null, Rejection.MissingField),
            9 => (Bytes(good.Replace("\"frame\":", "\"frame\":-")), null, Rejection.InvalidField),
            10 => (new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff }, Protobuf, Rejection.MalformedProtobuf),
            _ => (Bytes(good), new Headers { { "content-type", "text/csv"u8.ToArray() } }, Rejection.UnknownContentType),
        };
        return (
            new Message<byte[]?, byte[]?>
            {
                Key = Bytes($"bad-{i}"),
                Value = body,
                Headers = headers,
            },
            reason
        );
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Noise(Random random)
    {
        var noise = new byte[random.Next(1, 300)];
        random.NextBytes(noise);
        noise[0] = (byte)'!';
        return noise;
    }
}
