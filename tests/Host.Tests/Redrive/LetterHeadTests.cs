using Confluent.Kafka;
using StreamLift.Host.Redrive;

namespace StreamLift.Host.Tests.Redrive;

public class LetterHeadTests
{
    private static Headers Whole => new()
    {
        { "mine", "7"u8.ToArray() }, { "streamlift-reason", "tombstone"u8.ToArray() }, { "streamlift-detail", "x"u8.ToArray() }, { "streamlift-topic", "in"u8.ToArray() },
        { "streamlift-partition", "3"u8.ToArray() }, { "streamlift-offset", "12"u8.ToArray() }, { "mine", null },
    };

    [Fact]
    public void A_letter_says_where_its_record_lay_and_whether_its_body_is_there()
    {
        Assert.Equal(new LetterHead("tombstone", "in", 3, 12, IsOmitted: false), LetterHead.Of(Whole));
        Assert.True(LetterHead.Of([.. Whole, new Header("streamlift-body", "omitted"u8.ToArray())])!.IsOmitted);
    }

    [Fact]
    public void What_the_user_wrote_is_left_and_what_StreamLift_wrote_is_not() =>
        Assert.Equal(["mine", "mine"], LetterHead.Original(Whole).Select(header => header.Key));

    [Theory]
    [InlineData("streamlift-reason", "")]
    [InlineData("streamlift-partition", "-1")]
    [InlineData("streamlift-partition", "99999999999")]
    [InlineData("streamlift-offset", "1e3")]
    [InlineData("streamlift-topic", "")]
    public void Another_record_is_no_letter(string header, string value)
    {
        Assert.Null(LetterHead.Of(null));
        Assert.Null(LetterHead.Of(new Headers { { header, System.Text.Encoding.UTF8.GetBytes(value) } }));
        Assert.Null(LetterHead.Of([.. Whole, new Header(header, System.Text.Encoding.UTF8.GetBytes(value))]));
    }
}
