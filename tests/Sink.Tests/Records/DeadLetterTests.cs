using System.Text;
using Confluent.Kafka;
using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Stage;
using StreamLift.Sink.Records;
using StreamLift.Wire;

namespace StreamLift.Sink.Tests.Records;

public sealed class DeadLetterTests
{
    private readonly LiftBatch _batch = new(1, 34);

    [Fact]
    public void Dead_letter_has_the_original_key_value_and_headers_with_reason_and_source()
    {
        ref var record = ref Rejected();
        record.Key = _batch.Append("cam-1"u8);
        record.Value = _batch.Append("{garbage"u8);
        record.Headers = new Headers { { "traceparent", "00-1-2-01"u8.ToArray() }, { "mine", [1, 2] } };
        var letter = DeadLetter.Of(_batch, record);
        Assert.Equal("cam-1"u8.ToArray(), letter.Key);
        Assert.Equal("{garbage"u8.ToArray(), letter.Value);
        Assert.Equal(
            [
                "traceparent=00-1-2-01",
                "mine=\u0001\u0002",
                "streamlift-reason=malformed-json",
                "streamlift-detail=no end",
                "streamlift-topic=in",
                "streamlift-partition=2",
                "streamlift-offset=41",
            ],
            letter.Headers.Select(header => $"{header.Key}={Encoding.UTF8.GetString(header.GetValueBytes())}")
        );
    }

    [Fact]
    public void Dead_letter_of_a_tombstone_without_a_key_has_no_key_and_no_value()
    {
        var letter = DeadLetter.Of(_batch, Rejected());
        Assert.Null(letter.Key);
        Assert.Null(letter.Value);
    }

    [Fact]
    public void Dead_letter_of_a_former_dead_letter_has_only_the_latest_reason()
    {
        ref var record = ref Rejected();
        record.Headers = new Headers { { "streamlift-reason", "tombstone"u8.ToArray() }, { "streamlift-offset", "3"u8.ToArray() } };
        var letter = DeadLetter.Of(_batch, record);
        Assert.Equal("malformed-json", Encoding.UTF8.GetString(Assert.Single(letter.Headers, header => header.Key == "streamlift-reason").GetValueBytes()));
        Assert.Single(letter.Headers, header => header.Key == "streamlift-offset");
    }

    [Fact]
    public void Dead_letter_too_large_drops_value_then_headers_then_key_and_gives_their_sizes()
    {
        ref var record = ref Rejected();
        record.Key = _batch.Append(new byte[77]);
        record.Value = _batch.Append(new byte[1234]);
        record.Headers = new Headers { { "mine", new byte[60] }, { "mine", new byte[36] } };
        var letter = DeadLetter.Of(_batch, record);

        Assert.True(DeadLetter.Shrink(letter));
        Assert.Null(letter.Value);
        Assert.Equal(77, letter.Key!.Length);
        Assert.Equal(2, letter.Headers.Count(header => header.Key == "mine"));
        Assert.True(DeadLetter.Shrink(letter));
        Assert.DoesNotContain(letter.Headers, header => header.Key == "mine");
        Assert.Equal(77, letter.Key!.Length);
        Assert.True(DeadLetter.Shrink(letter));
        Assert.Null(letter.Key);
        Assert.False(DeadLetter.Shrink(letter));

        foreach (var what in new[] { "body", "headers", "key" })
            Assert.Equal("omitted", Encoding.UTF8.GetString(letter.Headers.GetLastBytes($"streamlift-{what}")));
        var detail = Encoding.UTF8.GetString(Assert.Single(letter.Headers, header => header.Key == "streamlift-detail").GetValueBytes());
        Assert.StartsWith("no end (body of 1234 bytes omitted", detail, StringComparison.Ordinal);
        Assert.Contains("(headers of 104 bytes omitted", detail, StringComparison.Ordinal);
        Assert.Contains("(key of 77 bytes omitted", detail, StringComparison.Ordinal);
        Assert.Equal("41", Encoding.UTF8.GetString(letter.Headers.GetLastBytes("streamlift-offset")));
    }

    [Fact]
    public void Dead_letter_without_the_source_header_option_keeps_an_earlier_source_header()
    {
        ref var record = ref _batch.Add(new AssignedPartition("in", 2, 0), 41, 0);
        _batch.AddFrame("cam"u8, 1, 2);
        record.Headers = new Headers { { "streamlift-source", "raw/0/7"u8.ToArray() } };
        Assert.Contains(DeadLetter.OfOutput(_batch, 0, 1000).Headers, header => header.Key == "streamlift-source");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Dead_letter_for_too_large_poses_has_the_input_content_type_and_a_kept_body(bool isKept)
    {
        ref var record = ref _batch.Add(new AssignedPartition("in", 2, 0), 41, 0);
        _batch.AddFrame("cam"u8, 1, 2);
        record.Encoding = WireEncoding.Protobuf;
        record.Headers = new Headers { { "mine", [1] }, { "content-type", "application/x-protobuf"u8.ToArray() } };
        if (isKept)
            record.Value = _batch.Append([1, 2, 3]);
        new OutputEnvelope(source: true).HeadersFor(record, WireEncoding.Json); // leaves the input's headers as they are

        var letter = DeadLetter.OfOutput(_batch, 0, 1000);
        Assert.Equal(isKept ? [1, 2, 3] : null, letter.Value);
        Assert.Equal("application/x-protobuf", Encoding.UTF8.GetString(Assert.Single(letter.Headers, header => header.Key == "content-type").GetValueBytes()));
        Assert.DoesNotContain(letter.Headers, header => header.Key == "streamlift-source");
        Assert.Contains(letter.Headers, header => header.Key == "mine");
        Assert.Equal(!isKept, letter.Headers.Any(header => header.Key == "streamlift-body"));
        Assert.Equal("output-too-large", Encoding.UTF8.GetString(letter.Headers.GetLastBytes("streamlift-reason")));
    }

    [Fact]
    public void Dead_letter_for_too_large_poses_of_a_CloudEvent_still_says_that_it_is_one()
    {
        ref var record = ref _batch.Add(new AssignedPartition("in", 2, 0), 41, 0);
        _batch.AddFrame("cam"u8, 1, 2);
        record.Encoding = WireEncoding.Json;
        record.Headers = new Headers { { "content-type", "application/cloudevents+json"u8.ToArray() }, { "ce_id", [1] } };
        var letter = DeadLetter.OfOutput(_batch, 0, 1000);
        Assert.Equal("application/cloudevents+json", Encoding.UTF8.GetString(letter.Headers.GetLastBytes("content-type")));
        Assert.Contains(letter.Headers, header => header.Key == "ce_id");
    }

    private ref InputRecord Rejected()
    {
        ref var record = ref _batch.Add(new AssignedPartition("in", 2, 0), 41, 0);
        record.Rejection = Rejection.MalformedJson;
        record.Detail = "no end";
        return ref record;
    }
}
