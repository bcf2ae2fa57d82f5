using System.Text;
using Confluent.Kafka;
using StreamLift.Lifter;
using StreamLift.Wire;

namespace StreamLift.Sink.Tests;

public sealed class DeadLetterTests
{
    private readonly LiftBatch _batch = new(1, 34);

    [Fact]
    public void A_dead_letter_has_the_original_key_bytes_and_headers_and_says_why_and_where_from()
    {
        ref var arrival = ref Rejected();
        arrival.Key = _batch.Keep("cam-1"u8);
        arrival.Body = _batch.Keep("{garbage"u8);
        arrival.Headers = new Headers { { "traceparent", "00-1-2-01"u8.ToArray() }, { "mine", [1, 2] } };
        var letter = DeadLetter.Of(_batch, arrival);
        Assert.Equal("cam-1"u8.ToArray(), letter.Key);
        Assert.Equal("{garbage"u8.ToArray(), letter.Value);
        Assert.Equal(
            ["traceparent=00-1-2-01", "mine=\u0001\u0002", "streamlift-reason=malformed-json", "streamlift-detail=no end", "streamlift-topic=in", "streamlift-partition=2", "streamlift-offset=41"],
            letter.Headers.Select(header => $"{header.Key}={Encoding.UTF8.GetString(header.GetValueBytes())}"));
    }

    [Fact]
    public void A_tombstone_without_a_key_has_neither_key_nor_body()
    {
        var letter = DeadLetter.Of(_batch, Rejected());
        Assert.Null(letter.Key);
        Assert.Null(letter.Value);
    }

    [Fact]
    public void A_record_that_had_been_a_dead_letter_before_says_only_the_last_reason()
    {
        ref var arrival = ref Rejected();
        arrival.Headers = new Headers { { "streamlift-reason", "tombstone"u8.ToArray() }, { "streamlift-offset", "3"u8.ToArray() } };
        var letter = DeadLetter.Of(_batch, arrival);
        Assert.Equal("malformed-json", Encoding.UTF8.GetString(Assert.Single(letter.Headers, header => header.Key == "streamlift-reason").GetValueBytes()));
        Assert.Single(letter.Headers, header => header.Key == "streamlift-offset");
    }

    [Fact]
    public void One_too_large_goes_without_its_body_and_says_its_size()
    {
        ref var arrival = ref Rejected();
        arrival.Body = _batch.Keep(new byte[1234]);
        var letter = DeadLetter.WithoutBody(DeadLetter.Of(_batch, arrival));
        Assert.Null(letter.Value);
        Assert.Equal("omitted", Encoding.UTF8.GetString(letter.Headers.GetLastBytes("streamlift-body")));
        Assert.Contains("1234 bytes", Encoding.UTF8.GetString(letter.Headers.GetLastBytes("streamlift-detail")));
        Assert.Single(letter.Headers, header => header.Key == "streamlift-detail");
    }

    private ref Arrival Rejected()
    {
        ref var arrival = ref _batch.Add(new Origin("in", 2, 0), 41, 0);
        arrival.Rejection = Rejection.MalformedJson;
        arrival.Detail = "no end";
        return ref arrival;
    }
}
