using StreamLift.Sink.Transactions;

namespace StreamLift.Sink.Tests.Transactions;

public sealed class CallWatchTests
{
    [Fact]
    public void Watched_call_has_a_number_of_its_own_until_it_returns_or_throws()
    {
        var calls = new CallMonitor();
        var seen = new List<long>();
        calls.Run(() => seen.Add(calls.Current));
        Assert.Equal(0, calls.Current);
        Assert.Throws<InvalidOperationException>(() =>
            calls.Run(() =>
            {
                seen.Add(calls.Current);
                throw new InvalidOperationException();
            })
        );
        Assert.Equal(0, calls.Current);
        Assert.Equal([1L, 2L], seen);
    }
}
