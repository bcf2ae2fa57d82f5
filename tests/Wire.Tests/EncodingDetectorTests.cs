using System.Text;

namespace StreamLift.Wire.Tests;

public sealed class EncodingDetectorTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData(" \t\r\n{\"stream\":\"a\"}")]
    [InlineData("\n[\n\t{}]")]
    public void Value_that_begins_with_a_bracket_is_json(string value) =>
        Assert.Equal(WireEncoding.Json, EncodingDetector.Detect(Encoding.UTF8.GetBytes(value)));

    [Fact]
    public void Keypoint_frame_in_protobuf_is_protobuf_whatever_the_length_of_its_stream()
    {
        var encoder = new FrameEncoder();
        for (var length = 1; length < 300; length++) // 91 and 123 are the brackets, after a tag that is a line feed
        {
            var frames = Given.Frames((new string('s', length), 7, 1));
            Assert.Equal(WireEncoding.Protobuf, EncodingDetector.Detect(encoder.Encode(WireEncoding.Protobuf, frames[0])));
            Assert.Equal(WireEncoding.Protobuf, EncodingDetector.Detect(encoder.Encode(WireEncoding.Protobuf, frames)));
            Assert.Equal(WireEncoding.Json, EncodingDetector.Detect(encoder.Encode(WireEncoding.Json, frames[0])));
            Assert.Equal(WireEncoding.Json, EncodingDetector.Detect(encoder.Encode(WireEncoding.Json, frames)));
        }
    }

    [Fact]
    public void Encoding_that_settings_or_header_say_goes_before_the_content()
    {
        Assert.Equal(WireEncoding.Protobuf, EncodingDetector.Resolve(InputEncoding.Protobuf, "{}"u8));
        Assert.Equal(WireEncoding.Json, EncodingDetector.Resolve(InputEncoding.Json, [10, 1, 97]));
        Assert.Equal(WireEncoding.Json, EncodingDetector.Resolve(InputEncoding.Auto, "{}"u8));
        Assert.Equal(WireEncoding.Protobuf, EncodingDetector.Resolve(InputEncoding.Auto, [10, 1, 97]));
    }
}
