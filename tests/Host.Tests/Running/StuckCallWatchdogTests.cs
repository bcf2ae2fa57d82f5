using Microsoft.Extensions.Time.Testing;
using StreamLift.Host.Running;
using StreamLift.Tests;

namespace StreamLift.Host.Tests.Running;

public class StuckCallWatchdogTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private readonly long[] _batches = [0, 0];
    private readonly StuckCallWatchdog _watch;

    public StuckCallWatchdogTests() => _watch = new StuckCallWatchdog([() => _batches[0], () => _batches[1]], 10 * Interval, _clock);

    [Fact]
    public void Batch_in_inference_beyond_the_limit_is_hung_though_other_lanes_go_on()
    {
        (_batches[0], _batches[1]) = (7, 1);
        Assert.False(Look(Interval));
        for (var i = 0; i < 9; i++)
        {
            _batches[1]++;
            Assert.False(Look(Interval));
        }

        Assert.True(Look(Interval));
    }

    [Fact]
    public void Worker_with_ever_new_batches_or_none_is_not_hung()
    {
        for (var i = 1; i < 100; i++)
        {
            _batches[0] = i;
            Assert.False(Look(Interval));
        }
    }

    [Fact]
    public void Process_suspended_for_an_hour_and_resumed_is_not_hung()
    {
        _batches[0] = 7;
        Assert.False(Look(Interval));
        Assert.False(Look(TimeSpan.FromHours(1)));
        _batches[0] = 8;
        Assert.False(Look(Interval));
    }

    private bool Look(TimeSpan after)
    {
        _clock.Advance(after);
        return _watch.IsHung();
    }
}
