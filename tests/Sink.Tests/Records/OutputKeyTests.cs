using System.Text;
using StreamLift.Sink.Records;

namespace StreamLift.Sink.Tests.Records;

public sealed class OutputKeyTests
{
    [Fact]
    public void Output_key_cache_returns_the_same_array_for_a_repeated_key()
    {
        var cache = new OutputEnvelope(source: false);
        Assert.Same(cache.Key("cam-1"u8), cache.Key("cam-1"u8));
    }

    [Fact]
    public void Output_key_cache_returns_the_right_bytes_for_any_number_of_keys()
    {
        var cache = new OutputEnvelope(source: false);
        for (var round = 0; round < 2; round++)
        for (var i = 0; i < 5000; i++)
            Assert.Equal($"cam-{i}", Encoding.UTF8.GetString(cache.Key(Encoding.UTF8.GetBytes($"cam-{i}"))));
        Assert.Empty(cache.Key(default));
    }
}
