using System.Text;

namespace StreamLift.Sink.Tests;

public sealed class KeyCacheTests
{
    [Fact]
    public void A_key_that_comes_again_is_the_same_array()
    {
        var cache = new KeyCache();
        Assert.Same(cache.Get("cam-1"u8), cache.Get("cam-1"u8));
    }

    [Fact]
    public void However_many_keys_there_are_each_gets_its_own_bytes()
    {
        var cache = new KeyCache();
        for (var round = 0; round < 2; round++)
            for (var i = 0; i < 5000; i++)
                Assert.Equal($"cam-{i}", Encoding.UTF8.GetString(cache.Get(Encoding.UTF8.GetBytes($"cam-{i}"))));
        Assert.Empty(cache.Get(default));
    }
}
