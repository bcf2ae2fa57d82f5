using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests.Envelopes;

/// <summary>The bytes that a schema registry's serializers put before a value.</summary>
public sealed class SchemaPrefixTests
{
    private const string Guid = "0189791762233641869674299b90a802e2";

    [Theory]
    [InlineData(InputEncoding.Json)]
    [InlineData(InputEncoding.Protobuf)]
    public void Registry_prefix_before_JSON_is_removed_whatever_the_encoding_setting(InputEncoding said)
    {
        Assert.Equal("Json {}", Opened.Of([0, 0, 0, 0, 7, .. "{}"u8], said: said));
        Assert.Equal("Json  [{}]", Opened.Of([.. Convert.FromHexString(Guid), .. " [{}]"u8], said: said));
        Assert.Equal("Json {}", Opened.Of([0, 0, 0, 0, 7, .. "{}"u8], "application/json", said: said));
    }

    [Theory]
    [InlineData("0000000007 00", "0a0161")]
    [InlineData("0000000007 02 00", "0a0161")]
    [InlineData("0000000007 02 02", "7a0161")]
    [InlineData("0000000007 01 01", "7a0161")] // old .NET clients
    [InlineData(Guid + "00", "0a0161")]
    [InlineData(Guid + "0202", "7a0161")]
    public void Registry_prefix_before_Protobuf_is_removed_with_its_message_indexes(string prefix, string message)
    {
        byte[] value = [.. Convert.FromHexString(prefix.Replace(" ", "")), .. Convert.FromHexString(message)];
        var expected = System.Text.Encoding.UTF8.GetString(Convert.FromHexString(message));
        Assert.Equal($"Protobuf {expected}", Opened.Of(value, said: InputEncoding.Json));
        Assert.Equal($"Protobuf {expected}", Opened.Of(value, said: InputEncoding.Protobuf));
        Assert.Equal($"Protobuf {expected}", Opened.Of(value, "application/x-protobuf"));
        Assert.Equal($"Auto {expected}", Opened.Of(value, said: InputEncoding.Auto));
    }

    [Theory]
    [InlineData("0000000007 02 04 0a", "names message 2 of its schema; 0 (KeypointFrame) or 1 (KeypointFrames) of poses.proto is read")]
    [InlineData("0000000007 02 ac02 0a", "names message 150 of its schema")]
    [InlineData("0000000007 04 02 00 0a", "does not name a message of poses.proto: is the value Avro, or of another schema?")]
    [InlineData("0000000007 48 65", "does not name a message of poses.proto: is the value Avro, or of another schema?")]
    [InlineData("0000000007 02", "does not name a message of poses.proto")]
    [InlineData("0000000007", "ends before the place of the message")]
    [InlineData("000000", "begins with the byte 00 of a schema registry's prefix of 5 bytes and has 3 in all")]
    [InlineData("01000000", "begins with the byte 01 of a schema registry's prefix of 17 bytes and has 4 in all")]
    [InlineData("00", "begins with the byte 00 of a schema registry's prefix of 5 bytes and has 1 in all")]
    public void Registry_prefix_of_another_message_or_a_part_of_one_is_refused(string hex, string detail)
    {
        var opened = Opened.Of(Convert.FromHexString(hex.Replace(" ", "")));
        Assert.StartsWith("malformed-envelope: ", opened);
        Assert.Contains(detail, opened);
    }

    [Theory]
    [InlineData(Guid)]
    [InlineData(Guid + "00")]
    [InlineData(Guid + "0202")]
    [InlineData("000000000700")]
    public void Schema_id_in_a_header_leaves_the_value_as_it_is(string header)
    {
        var frames = Given.Frames(("cam", 1, 1));
        foreach (var encoding in Enum.GetValues<WireEncoding>())
        {
            var value = new FrameEncoder().Encode(encoding, frames).ToArray();
            foreach (var said in Enum.GetValues<InputEncoding>())
                Assert.Equal(
                    $"{(said == InputEncoding.Auto ? "Auto" : encoding)} {System.Text.Encoding.UTF8.GetString(value)}",
                    Opened.Of(value, schema: Convert.FromHexString(header), said: said)
                );
        }
    }

    [Theory]
    [InlineData("0204", "no schema id: it has 2 bytes")]
    [InlineData("0100", "no schema id: it has 2 bytes")]
    [InlineData("00000000070204", "names message 2 of its schema")]
    public void Schema_id_in_a_header_that_is_none_or_of_another_message_is_refused(string header, string detail) =>
        Assert.Contains(detail, Opened.Of("{}"u8, schema: Convert.FromHexString(header)));

    [Fact]
    public void Frames_behind_a_registry_prefix_are_the_frames_without_it()
    {
        var frames = Given.Frames(("cam", 1, 2), ("cam", 2, 0));
        byte[] value = [0, 0, 0, 1, 9, 2, 2, .. new FrameEncoder().Encode(WireEncoding.Protobuf, frames)];
        var opener = new Wire.Envelopes.RecordEnvelope(InputEncoding.Json);
        Assert.True(opener.TryOpen(value, Wire.Envelopes.EnvelopeType.None, default, out var message, out var encoding, out _));
        Assert.Equal(FrameContent.Of(frames), FrameContent.Of(Given.GoodList(EncodingDetector.Resolve(encoding, message), message)));
    }

    [Fact]
    public void Any_bytes_are_opened_or_refused_with_one_line()
    {
        foreach (var encoding in Enum.GetValues<WireEncoding>())
        {
            var seeds = Seeds
                .Frames(encoding)
                .SelectMany(seed => new byte[][] { [0, 0, 0, 0, 7, 0, .. seed], [.. Convert.FromHexString(Guid), .. seed] })
                .ToList();
            var mutations = new Mutations(new Random(5), seeds);
            for (var i = 0; i < 50_000; i++)
                Assert.DoesNotContain(
                    '\n',
                    Opened.Of(mutations.Next(), said: (InputEncoding)(i % 3)) is var line && line.StartsWith("malformed", StringComparison.Ordinal) ? line : ""
                );
        }
    }
}
