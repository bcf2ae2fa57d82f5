using Microsoft.Extensions.Time.Testing;
using StreamLift.View.Viewers;

namespace StreamLift.View.Tests.Viewers;

public sealed class ViewerTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Viewer _viewer;

    public ViewerTests() => _viewer = new Viewer(_clock);

    public void Dispose() => _viewer.Dispose();

    [Fact]
    public void Schema_comes_before_all_that_waits()
    {
        _viewer.Offer(0, [1]);
        Assert.Equal(
            [NextMessage.Schema, NextMessage.Status, NextMessage.Frame, NextMessage.None],
            Enumerable.Range(0, 4).Select(_ => _viewer.Take(out var _, out var _))
        );
        _viewer.Offer(0, [2]);
        _viewer.OfferSchema();
        Assert.Equal([NextMessage.Schema, NextMessage.Frame], Enumerable.Range(0, 2).Select(_ => _viewer.Take(out var _, out var _)));
    }

    [Fact]
    public void Newest_frame_of_a_source_takes_the_place_of_the_one_before()
    {
        AfterTheFirstMessages();
        for (byte frame = 0; frame < 100; frame++)
        {
            _viewer.Offer(0, [frame]);
            _viewer.Offer(7, [(byte)(100 + frame)]);
        }

        Assert.Equal(198, _viewer.Dropped);
        Assert.Equal((byte[])[99, 199], Frames());
    }

    [Fact]
    public void Source_that_waits_longest_is_sent_first_though_others_are_faster()
    {
        AfterTheFirstMessages();
        _viewer.Offer(2, [20]);
        _viewer.Offer(1, [10]);
        _viewer.Offer(2, [21]);
        Assert.Equal((byte[])[21, 10], Frames());
    }

    [Fact]
    public void Last_of_several_pings_is_answered()
    {
        AfterTheFirstMessages();
        _viewer.OfferPong(1);
        _viewer.OfferPong(2);
        Assert.Equal(NextMessage.Pong, _viewer.Take(out _, out var ping));
        Assert.Equal(2, ping);
        Assert.Equal(NextMessage.None, _viewer.Take(out _, out _));
    }

    [Fact]
    public void Message_that_the_connection_does_not_take_counts_the_time()
    {
        AfterTheFirstMessages();
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.Zero, _viewer.Stalled());
        _viewer.Offer(0, [1]);
        _viewer.Take(out _, out _);
        _clock.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(TimeSpan.FromSeconds(7), _viewer.Stalled());
        _viewer.Take(out _, out _);
        Assert.Equal(TimeSpan.Zero, _viewer.Stalled());
    }

    [Fact]
    public void First_reason_to_close_counts_and_nothing_is_sent_after()
    {
        _viewer.End(CloseReason.ServerEnds);
        _viewer.End(CloseReason.Left);
        Assert.Equal(CloseReason.ServerEnds, _viewer.Close);
        Assert.Equal(NextMessage.Close, _viewer.Take(out _, out _));
    }

    [Fact]
    public async Task Waiting_ends_with_the_next_message()
    {
        AfterTheFirstMessages();
        await _viewer.WaitAsync(TestContext.Current.CancellationToken); // for those that were taken without waiting
        var waiting = _viewer.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        _viewer.Offer(0, [1]);
        await waiting.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private void AfterTheFirstMessages()
    {
        _viewer.OfferStatus();
        while (_viewer.Take(out _, out _) != NextMessage.None)
            continue;
    }

    private byte[] Frames()
    {
        var frames = new List<byte>();
        while (_viewer.Take(out var frame, out _) == NextMessage.Frame)
            frames.Add(frame[0]);
        return [.. frames];
    }
}
