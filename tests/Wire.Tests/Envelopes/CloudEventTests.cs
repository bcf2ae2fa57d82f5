using System.Text;

namespace StreamLift.Wire.Tests.Envelopes;

/// <summary>CloudEvents in JSON: the structured content mode of the Kafka binding.</summary>
public sealed class CloudEventTests
{
    private const string Structured = "application/cloudevents+json; charset=UTF-8";

    [Theory]
    [InlineData("\"data\":{\"stream\":\"a\"}", "Json {\"stream\":\"a\"}")]
    [InlineData("\"data\" : [ {} ] ", "Json [ {} ]")]
    [InlineData("\"datacontenttype\":\"application/json; charset=utf-8\",\"data\":{}", "Json {}")]
    [InlineData("\"data\":{\"a\":NaN},\"datacontenttype\":\"application/vnd.streamlift.frame+json\"", "Json {\"a\":NaN}")]
    [InlineData("\"datacontenttype\":\"text/json\",\"data_base64\":\"e30=\"", "Json {}")]
    [InlineData("\"datacontenttype\":null,\"data_base64\":\"e30=\"", "Auto {}")]
    [InlineData("\"datacontenttype\":\"application/x-protobuf\",\"data_base64\":\"CgFh\"", "Protobuf \n\u0001a")]
    [InlineData("\"data_base64\":\"ewoKfQ\\u003d=\",\"datacontenttype\":\"application\\/protobuf\"", "unknown")]
    [InlineData("\"data\\u0061\":1,\"dat\\u0061\":{\"b\":2},\"comexampleextension\":{\"data\":3}", "Json {\"b\":2}")]
    public void Structured_event_is_opened(string members, string expected)
    {
        var opened = Opened.Of(Event(members), Structured);
        Assert.Equal(
            expected == "unknown"
                ? "unknown-content-type: the CloudEvent's datacontenttype is \"application\\/protobuf\", neither JSON nor Protobuf"
                : expected,
            opened
        );
    }

    [Theory]
    [InlineData("application/cloudevents+json")]
    [InlineData("application/cloudevents")]
    [InlineData("Application/CloudEvents+JSON;charset=utf-8")]
    public void Structured_event_is_known_by_its_content_type_in_any_case(string contentType) =>
        Assert.Equal("Json {}", Opened.Of(Event("\"data\":{}"), contentType));

    [Theory]
    [InlineData("application/cloudevents-batch+json", "a batch of CloudEvents, which CloudEvents' Kafka binding does not have: send each event as a record")]
    [InlineData("application/cloudevents+avro", "names CloudEvents in a format that is not read")]
    [InlineData("text/csv", "is neither application/json nor application/x-protobuf, nor application/cloudevents+json")]
    [InlineData("", "is neither application/json nor application/x-protobuf")]
    public void Batch_mode_other_formats_and_other_content_types_are_refused_by_name(string contentType, string detail)
    {
        var opened = Opened.Of(Event("\"data\":{}"), contentType);
        Assert.StartsWith("unknown-content-type: ", opened);
        Assert.Contains(detail, opened);
    }

    [Theory]
    [InlineData("{\"specversion\":\"1.0\",\"source\":\"/a\"}", "malformed-envelope: the CloudEvent can't be read: it has no data")]
    [InlineData("{\"specversion\":\"1.0\",\"data\":null}", "malformed-envelope: the CloudEvent can't be read: it has no data")]
    [InlineData("{\"data\":{}}", "malformed-envelope: the CloudEvent can't be read: it has no specversion")]
    [InlineData("{\"specversion\":\"0.3\",\"data\":{}}", "malformed-envelope: the CloudEvent can't be read: its specversion is \"0.3\"; 1.0 was expected")]
    [InlineData("{\"specversion\":1,\"data\":{}}", "malformed-envelope: the CloudEvent can't be read: specversion is a number; text was expected")]
    [InlineData("{\"specversion\":\"1.0\",\"data_base64\":\"?\"}", "malformed-envelope: the CloudEvent can't be read: its data_base64 is not Base64")]
    [InlineData(
        "{\"specversion\":\"1.0\",\"datacontenttype\":\"application/x-protobuf\",\"data\":\"a\"}",
        "malformed-envelope: the CloudEvent can't be read: its data is Protobuf, which belongs into data_base64"
    )]
    [InlineData(
        "{\"specversion\":\"1.0\",\"datacontenttype\":\"text/xml\",\"data\":\"a\"}",
        "unknown-content-type: the CloudEvent's datacontenttype is \"text/xml\", neither JSON nor Protobuf"
    )]
    [InlineData("{\"specversion\":\"1.0\",\"data\":{", "malformed-envelope: the CloudEvent can't be read: the body ends at byte 29 where '\"' was expected")]
    [InlineData("[]", "malformed-envelope: the CloudEvent can't be read: it is a list; an object was expected")]
    public void Structured_event_that_is_no_good_is_refused_with_the_reason(string value, string expected) =>
        Assert.Equal(expected, Opened.Of(value, Structured));

    [Fact]
    public void Structured_event_may_hold_a_value_with_a_registry_prefix()
    {
        var data = Convert.ToBase64String([0, 0, 0, 0, 7, 0, 10, 1, 97]);
        Assert.Equal("Protobuf \n\u0001a", Opened.Of(Event($"\"datacontenttype\":\"application/x-protobuf\",\"data_base64\":\"{data}\""), Structured));
        Assert.Equal("Json {}", Opened.Of([0, 0, 0, 0, 7, .. Encoding.UTF8.GetBytes(Event("\"data\":{}"))], Structured));
    }

    [Fact]
    public void Event_whose_header_does_not_say_so_is_known_by_its_members()
    {
        Assert.Equal("Json {}", Opened.Unsaid(Event("\"data\":{}")));
        Assert.Equal("Auto {}", Opened.Unsaid(Event("\"data\":{}"), InputEncoding.Auto));
        Assert.StartsWith("unknown-content-type: a batch of CloudEvents", Opened.Unsaid($"[{Event("\"data\":{}")}]"));
        Assert.StartsWith("malformed-envelope: ", Opened.Unsaid(Event("\"more\":{}")));
        Assert.Equal("", Opened.Unsaid("{\"stream\":\"specversion\"}"));
        Assert.Equal("", Opened.Unsaid("{\"stream\":"));
        Assert.Equal("", Opened.Unsaid("[]"));
        Assert.Equal("", Opened.Unsaid("\u0001"));
    }

    [Fact]
    public void Any_event_is_opened_or_refused_with_one_line()
    {
        var seeds = Seeds
            .Frames(WireEncoding.Json)
            .Select(frame => Encoding.UTF8.GetBytes(Event($"\"data\":{Encoding.UTF8.GetString(frame)}")))
            .Concat(
                Seeds
                    .Frames(WireEncoding.Protobuf)
                    .Select(frame =>
                        Encoding.UTF8.GetBytes(Event($"\"datacontenttype\":\"application/x-protobuf\",\"data_base64\":\"{Convert.ToBase64String(frame)}\""))
                    )
            )
            .ToList();
        var mutations = new Mutations(new Random(6), seeds);
        var good = 0;
        for (var i = 0; i < 30_000; i++)
        {
            var opened = Opened.Of(mutations.Next(), Structured);
            var isGood =
                opened.StartsWith("Json", StringComparison.Ordinal)
                || opened.StartsWith("Protobuf", StringComparison.Ordinal)
                || opened.StartsWith("Auto", StringComparison.Ordinal);
            Assert.True(isGood || !opened.Any(char.IsControl), opened);
            good += isGood ? 1 : 0;
        }
        Assert.InRange(good, 1_000, 29_000);
    }

    private static string Event(string members) =>
        $$"""{"specversion":"1.0","type":"io.streamlift.frame","source":"/hall/2","id":"A-1","time":"2026-01-01T00:00:00Z",{{members}}}""";
}
