using System.Text;
using Confluent.Kafka;
using StreamLift.Ingest.Records;
using StreamLift.Lanes;
using StreamLift.Tests;
using StreamLift.Wire;

namespace StreamLift.Ingest.Tests.Records;

public sealed class RecordDeserializerTests
{
    private readonly CountingBatch _batch = new();
    private readonly CountingStage _stage = new();
    private readonly AssignedPartition _partition = new("in", 0, 0);

    [Fact]
    public void Good_record_is_added_with_its_key_and_without_its_value()
    {
        var record = Read("key", "cam-1");
        Assert.Equal("key", Encoding.UTF8.GetString(_batch.Bytes(record.Key)));
        Assert.True(record.Value.IsAbsent);
        Assert.Equal((Rejection.None, "cam-1"), (record.Rejection, _batch.StreamOf(0)));
    }

    [Fact]
    public void Rejected_record_is_added_with_its_value_and_the_reason()
    {
        var record = Read(null, "");
        Assert.True(record.Key.IsAbsent);
        Assert.Equal((Rejection.MissingField, "the stream has no name"), (record.Rejection, record.Detail));
        Assert.Equal(0, record.Value.Length);
    }

    [Fact]
    public void Record_without_a_value_is_rejected_as_a_tombstone()
    {
        var record = Read("key", null);
        Assert.Equal(Rejection.Tombstone, record.Rejection);
        Assert.True(record.Value.IsAbsent);
    }

    [Fact]
    public void Content_type_header_decides_the_encoding_and_an_unknown_one_rejects_the_record()
    {
        Assert.Equal(WireEncoding.Json, Read("key", "a").Encoding);
        Assert.Equal(WireEncoding.Protobuf, Read("key", "a", "application/x-protobuf").Encoding);
        Assert.Equal(Rejection.UnknownContentType, Read("key", "a", "text/plain").Rejection);
    }

    [Fact]
    public void Text_json_is_json_whatever_the_default_says() =>
        Assert.Equal(WireEncoding.Json, Read("key", "a", "text/json; charset=utf-8", said: InputEncoding.Protobuf).Encoding);

    [Theory]
    [InlineData(InputEncoding.Json, "application/x-protobuf", InputEncoding.Protobuf)]
    [InlineData(InputEncoding.Protobuf, "application/json", InputEncoding.Json)]
    [InlineData(InputEncoding.Protobuf, null, InputEncoding.Protobuf)]
    [InlineData(InputEncoding.Auto, null, InputEncoding.Auto)]
    [InlineData(InputEncoding.Auto, "application/json", InputEncoding.Auto)]
    public void Decoder_is_told_what_header_and_settings_say(InputEncoding said, string? contentType, InputEncoding told)
    {
        Read("key", "a", contentType, said: said);
        Assert.Equal(told, _stage.Told);
    }

    [Fact]
    public void Decoder_sees_the_key_and_the_headers_of_the_record()
    {
        Read("key", "a", "application/json");
        Assert.Equal(("key", "application/json"), (_stage.Key, _stage.Header));
        Read(null, "a");
        Assert.Equal((null, null), (_stage.Key, _stage.Header));
        Read("", "a");
        Assert.Equal("", _stage.Key);
    }

    [Fact]
    public void Decoder_is_told_the_offset_and_the_timestamp_of_the_record()
    {
        Read("key", "a");
        Assert.Equal(new RecordOrigin(7, 1_700_000_000_000), _stage.Origin);
    }

    [Theory]
    [InlineData("{\"specversion\":\"1.0\",\"source\":\"/\",\"data\":{\"a\":1}}", "application/cloudevents+json", "{\"a\":1}")]
    [InlineData("\0\0\0\0\a{\"a\":1}", "application/json", "{\"a\":1}")]
    [InlineData("\0\0\0\0\a{\"a\":1}", null, "{\"a\":1}")]
    public void Decoder_is_given_the_message_in_an_envelope(string value, string? contentType, string message)
    {
        var record = Read("key", value, contentType);
        Assert.Equal((Rejection.None, message), (record.Rejection, _batch.StreamOf(0)));
        Assert.Equal(WireEncoding.Json, record.Encoding);
    }

    [Fact]
    public void Envelope_that_is_no_good_rejects_the_record_with_its_whole_value()
    {
        var record = Read("key", "{\"specversion\":\"1.0\"}", "application/cloudevents+json");
        Assert.Equal((Rejection.MalformedEnvelope, "the CloudEvent can't be read: it has no data"), (record.Rejection, record.Detail));
        Assert.Equal("{\"specversion\":\"1.0\"}", Encoding.UTF8.GetString(_batch.Bytes(record.Value)));
        Assert.Equal("a", Encoding.UTF8.GetString(_batch.Bytes(Read("key", "a", "text/csv").Value)));
    }

    [Fact]
    public void Value_is_kept_where_the_output_may_exceed_what_the_output_topic_takes()
    {
        Assert.False(Read("key", "cam-1", outputLimit: 32 + 5 + 2).Value.IsAbsent);
        Assert.True(Read("key", "cam-1", outputLimit: 32 + 5 + 3).Value.IsAbsent);
    }

    private InputRecord Read(string? key, string? value, string? contentType = null, int outputLimit = int.MaxValue, InputEncoding said = InputEncoding.Json)
    {
        var deserializer = new RecordDeserializer(_stage, said, outputLimit);
        var headers = contentType is null ? null : new Headers { { "content-type", Encoding.UTF8.GetBytes(contentType) } };
        deserializer.Deserialize(Encoding.UTF8.GetBytes(key ?? ""), key is null, new SerializationContext(MessageComponentType.Key, "in"));
        deserializer.Deserialize(
            Encoding.UTF8.GetBytes(value ?? ""),
            value is null,
            new SerializationContext(MessageComponentType.Value, "in", contentType is null ? null! : headers)
        );
        deserializer.AddTo(_batch, _partition, new RecordOrigin(7, 1_700_000_000_000), headers, 0);
        return _batch.Records[^1];
    }
}
