using StreamLift.Host.Record.Vmc;

namespace StreamLift.Host.Tests.Record;

/// <summary>Bytes of Open Sound Control 1.0; the first two tests have the examples of its specification.</summary>
public sealed class OscMessageTests
{
    [Fact]
    public void Message_with_a_number_has_the_bytes_of_the_specification() =>
        Assert.Equal(
            "2F6F7363 696C6C61 746F722F 342F6672 65717565 6E637900 2C660000 43DC0000".Replace(" ", ""),
            Convert.ToHexString(new OscMessage().Begin("/oscillator/4/frequency", "f").Add(440f).Bytes)
        );

    [Fact]
    public void Message_with_mixed_arguments_has_the_bytes_of_the_specification() =>
        Assert.Equal(
            "2F666F6F 00000000 2C696973 66660000 000003E8 FFFFFFFF 68656C6C 6F000000 3F9DF3B6 40B5B22D".Replace(" ", ""),
            Convert.ToHexString(new OscMessage().Begin("/foo", "iisff").Add(1000).Add(-1).Add("hello").Add(1.234f).Add(5.678f).Bytes)
        );

    [Theory]
    [InlineData("", 4)]
    [InlineData("abc", 4)]
    [InlineData("abcd", 8)]
    [InlineData("abcdefg", 8)]
    public void Text_ends_with_a_zero_and_fills_a_multiple_of_four_bytes(string text, int bytes)
    {
        var message = new OscMessage().Begin("/a", "s");
        var before = message.Bytes.Length;
        Assert.Equal(bytes, message.Add(text).Bytes.Length - before);
        Assert.Equal(text, OscReader.Messages(message.Bytes)[0].Arguments[0]);
    }

    [Fact]
    public void Text_beyond_ASCII_is_refused() => Assert.Throws<ArgumentException>(() => new OscMessage().Begin("/a", "s").Add("Hüfte"));

    [Fact]
    public void Bundle_has_the_head_of_the_specification_and_each_message_with_its_length()
    {
        var sent = new List<byte[]>();
        var bundles = new OscBundles(bundle => sent.Add(bundle.ToArray()));
        bundles.Add(new OscMessage().Begin("/a", "i").Add(1).Bytes);
        bundles.Add(new OscMessage().Begin("/b", "").Bytes);
        bundles.Flush();
        bundles.Flush();
        Assert.Equal(
            "2362756E646C6500 0000000000000001 0000000C 2F610000 2C690000 00000001 00000008 2F620000 2C000000".Replace(" ", ""),
            Convert.ToHexString(Assert.Single(sent))
        );
    }

    [Fact]
    public void Bundle_that_would_exceed_a_datagram_is_sent_and_another_one_begun()
    {
        var sent = new List<byte[]>();
        var bundles = new OscBundles(bundle => sent.Add(bundle.ToArray()));
        for (var number = 0; number < 100; number++)
            bundles.Add(new OscMessage().Begin("/VMC/Ext/Bone/Pos", "si").Add("LeftUpperLeg").Add(number).Bytes);
        bundles.Flush();
        Assert.All(sent.SkipLast(1), bundle => Assert.InRange(bundle.Length, 1200, OscBundles.Most));
        Assert.Equal(Enumerable.Range(0, 100), sent.SelectMany(bundle => OscReader.Messages(bundle)).Select(message => (int)message.Arguments[1]));
    }
}
