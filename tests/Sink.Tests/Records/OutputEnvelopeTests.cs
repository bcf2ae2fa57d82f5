using System.Text;
using Confluent.Kafka;
using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Stage;
using StreamLift.Sink.Records;
using StreamLift.Wire;

namespace StreamLift.Sink.Tests.Records;

public sealed class OutputEnvelopeTests
{
    private readonly LiftBatch _batch = new(1, 34);

    [Fact]
    public void Output_record_without_headers_gets_a_shared_content_type_header()
    {
        var headers = new OutputEnvelope(source: false);
        var (first, second) = (headers.HeadersFor(With(null), WireEncoding.Protobuf), headers.HeadersFor(With(null), WireEncoding.Protobuf));
        Assert.Same(first, second);
        Assert.Equal(["content-type=application/x-protobuf"], Text(first));
    }

    [Fact]
    public void Output_headers_with_the_right_content_type_pass_unchanged()
    {
        var own = new Headers { { "mine", "1"u8.ToArray() }, { "content-type", "application/json"u8.ToArray() } };
        Assert.Same(own, new OutputEnvelope(source: false).HeadersFor(With(own), WireEncoding.Json));
        Assert.Equal(["mine=1", "content-type=application/json"], Text(own));
    }

    [Fact]
    public void Output_headers_with_another_content_type_have_it_replaced_and_the_rest_kept()
    {
        var own = new Headers { { "content-type", "application/json"u8.ToArray() }, { "mine", "1"u8.ToArray() } };
        Assert.Equal(["mine=1", "content-type=application/x-protobuf"], Text(new OutputEnvelope(source: false).HeadersFor(With(own), WireEncoding.Protobuf)));
    }

    [Fact]
    public void Output_headers_name_the_source_when_requested_and_replace_an_earlier_one()
    {
        var own = new Headers { { "streamlift-source", "earlier/0/0"u8.ToArray() } };
        Assert.Equal(
            ["content-type=application/json", "streamlift-source=in/2/41"],
            Text(new OutputEnvelope(source: true).HeadersFor(With(own), WireEncoding.Json))
        );
        Assert.Equal(
            ["content-type=application/json", "streamlift-source=in/2/41"],
            Text(new OutputEnvelope(source: true).HeadersFor(With(null), WireEncoding.Json))
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Headers_that_describe_the_input_value_are_not_passed_on(bool source)
    {
        var own = new Headers
        {
            { "ce_id", "7"u8.ToArray() },
            { "traceparent", "t"u8.ToArray() },
            { "content-type", "application/json"u8.ToArray() },
            { "__value_schema_id", [0, 0, 0, 0, 7] },
            { "__key_schema_id", "k"u8.ToArray() },
            { "ce_source", "/hall"u8.ToArray() },
        };
        var passed = new OutputEnvelope(source).HeadersFor(With(own), WireEncoding.Json);
        Assert.Equal(
            ["traceparent=t", "content-type=application/json", "__key_schema_id=k"],
            Text(passed).Where(header => !header.StartsWith("streamlift-source", StringComparison.Ordinal))
        );
        Assert.Equal(6, own.Count);
    }

    private InputRecord With(Headers? headers)
    {
        ref var record = ref _batch.Add(new AssignedPartition("in", 2, 0), 41, 0);
        record.Headers = headers;
        return record;
    }

    private static IEnumerable<string> Text(Headers headers) => headers.Select(header => $"{header.Key}={Encoding.UTF8.GetString(header.GetValueBytes())}");
}
