using Microsoft.Extensions.Time.Testing;
using StreamLift.Host.Demo;
using StreamLift.Tests;

namespace StreamLift.Host.Tests.Demo;

public class InFlightFramesTests
{
    [Fact]
    public void Demo_frame_is_matched_once_with_the_time_since_it_was_sent()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var flights = new InFlightFrames(clock);
        flights.Start(2, 7);
        clock.Advance(TimeSpan.FromMilliseconds(4));
        flights.Start(3, 7);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, flights.Count);
        Assert.Equal(TimeSpan.FromMilliseconds(5), flights.Complete(2, 7));
        Assert.Equal(TimeSpan.FromMilliseconds(1), flights.Complete(3, 7));
        Assert.Equal(0, flights.Count);
        Assert.Null(flights.Complete(2, 7));
    }
}
