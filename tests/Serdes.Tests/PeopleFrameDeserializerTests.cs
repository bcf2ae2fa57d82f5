using System.Text;
using Confluent.Kafka;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Serdes.Tests;

public sealed class PeopleFrameDeserializerTests
{
    [Theory]
    [InlineData(WireEncoding.Json, "application/json")]
    [InlineData(WireEncoding.Protobuf, "application/x-protobuf")]
    [InlineData(WireEncoding.Json, null)]
    public void Deserializer_reads_a_people_frame_in_the_encoding_of_its_header(WireEncoding encoding, string? contentType)
    {
        IDeserializer<PeopleFrame> people = new PeopleFrameDeserializer();
        var writer = new PeopleWriter();
        writer.Begin(encoding, "hall"u8, 7, 5.5);
        writer.Person(
            new WorldPerson
            {
                Id = 3,
                Joints = new float[51],
                Sigma = new float[17],
                Source = "ttttttttttttttttt"u8,
            }
        );

        var frame = people.Deserialize(writer.End(), false, Context(contentType));

        Assert.Equal(("hall", 7, 5.5, 1, 3), (frame.RigName, frame.Sequence, frame.TimestampMs, frame.PersonCount, frame.Id(0)));
    }

    [Theory]
    [InlineData(null, "{", Rejection.MalformedJson)]
    [InlineData(null, "{\"rig\":\"a\",\"sequence\":1}", Rejection.MissingField)]
    [InlineData("text/plain", "{}", Rejection.UnknownContentType)]
    [InlineData(null, null, Rejection.Tombstone)]
    public void People_deserializer_throws_with_the_decode_error_of_an_invalid_record(string? contentType, string? body, Rejection expected)
    {
        IDeserializer<PeopleFrame> people = new PeopleFrameDeserializer();

        var thrown = Assert.Throws<PoseFormatException>(() => people.Deserialize(Encoding.UTF8.GetBytes(body ?? ""), body is null, Context(contentType)));

        Assert.Equal(expected, thrown.Error.Reason);
    }

    private static SerializationContext Context(string? contentType) =>
        new(
            MessageComponentType.Value,
            "people",
            contentType is null ? new Headers() : new Headers { { ContentType.Header, Encoding.UTF8.GetBytes(contentType) } }
        );
}
