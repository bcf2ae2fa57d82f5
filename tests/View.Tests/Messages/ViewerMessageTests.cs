using System.Text;
using StreamLift.View.Messages;

namespace StreamLift.View.Tests.Messages;

public class ViewerMessageTests
{
    [Fact]
    public void First_message_may_have_a_token()
    {
        Assert.Equal(new ViewerMessage("secret", null), Read("""{"token":"secret"}"""));
        Assert.Equal(new ViewerMessage("", null), Read("{}"));
    }

    [Fact]
    public void Ping_has_a_whole_number_as_its_id() =>
        Assert.Equal(new ViewerMessage("", 9_007_199_254_740_991), Read("""{"type":"ping","id":9007199254740991}"""));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{} {}")]
    [InlineData("""{"type":"pong","id":1}""")]
    [InlineData("""{"type":"ping"}""")]
    [InlineData("""{"type":"ping","id":"1"}""")]
    [InlineData("""{"type":"ping","id":1.5}""")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"a":{"a":{"a":{"a":{"a":1}}}}}""")]
    [InlineData("\u0000")]
    public void Text_of_another_kind_is_no_message(string text) => Assert.Null(Read(text));

    private static ViewerMessage? Read(string text) => ViewerMessage.Read(Encoding.UTF8.GetBytes(text));
}
