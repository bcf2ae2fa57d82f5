using System.Text;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests;

public sealed class ContentTypeTests
{
    [Theory]
    [InlineData("application/json", WireEncoding.Json)]
    [InlineData("Application/JSON; charset=utf-8", WireEncoding.Json)]
    [InlineData(" application/json ;x", WireEncoding.Json)]
    [InlineData("text/json", WireEncoding.Json)]
    [InlineData("application/x-protobuf", WireEncoding.Protobuf)]
    [InlineData("application/protobuf;messageType=KeypointFrame", WireEncoding.Protobuf)]
    public void Content_type_is_read_in_any_case_and_with_parameters(string value, WireEncoding expected)
    {
        Assert.True(ContentType.TryParse(Encoding.UTF8.GetBytes(value), out var encoding));
        Assert.Equal(expected, encoding);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text/plain")]
    [InlineData("application/jsonx")]
    [InlineData("application/json, text/plain")]
    public void Unknown_content_type_is_not_read(string value) => Assert.False(ContentType.TryParse(Encoding.UTF8.GetBytes(value), out _));

    [Fact]
    public void Content_type_that_is_written_is_read_back()
    {
        foreach (var encoding in Enum.GetValues<WireEncoding>())
        {
            Assert.True(ContentType.TryParse(ContentType.Utf8(encoding), out var read));
            Assert.Equal(encoding, read);
        }
    }
}
