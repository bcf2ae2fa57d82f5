using Confluent.Kafka;
using StreamLift.Host.Redrive;

namespace StreamLift.Host.Tests.Redrive;

public class DeadLetterHeadersTests
{
    private static Headers Whole =>
        new()
        {
            { "mine", "7"u8.ToArray() },
            { "streamlift-reason", "tombstone"u8.ToArray() },
            { "streamlift-detail", "x"u8.ToArray() },
            { "streamlift-topic", "in"u8.ToArray() },
            { "streamlift-partition", "3"u8.ToArray() },
            { "streamlift-offset", "12"u8.ToArray() },
            { "mine", null },
        };

    [Fact]
    public void Dead_letter_headers_give_reason_source_position_and_an_omitted_body()
    {
        Assert.Equal(new DeadLetterHeaders("tombstone", "in", 3, 12, IsOmitted: false), DeadLetterHeaders.Of(Whole));
        Assert.True(DeadLetterHeaders.Of([.. Whole, new Header("streamlift-body", "omitted"u8.ToArray())])!.IsOmitted);
    }

    [Fact]
    public void Redrive_keeps_user_headers_and_drops_StreamLift_headers() =>
        Assert.Equal(["mine", "mine"], DeadLetterHeaders.Original(Whole).Select(header => header.Key));

    [Theory]
    [InlineData("streamlift-reason", "")]
    [InlineData("streamlift-partition", "-1")]
    [InlineData("streamlift-partition", "99999999999")]
    [InlineData("streamlift-offset", "1e3")]
    [InlineData("streamlift-topic", "")]
    public void Record_without_valid_dead_letter_headers_is_not_a_dead_letter(string header, string value)
    {
        Assert.Null(DeadLetterHeaders.Of(null));
        Assert.Null(DeadLetterHeaders.Of(new Headers { { header, System.Text.Encoding.UTF8.GetBytes(value) } }));
        Assert.Null(DeadLetterHeaders.Of([.. Whole, new Header(header, System.Text.Encoding.UTF8.GetBytes(value))]));
    }
}
