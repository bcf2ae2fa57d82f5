using Microsoft.Extensions.Time.Testing;
using StreamLift.Sink.Transactions;
using StreamLift.Tests;

namespace StreamLift.Sink.Tests.Transactions;

public sealed class MarkerRestTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private readonly CommitMarkerDelay _rest;

    public MarkerRestTests() => _rest = new CommitMarkerDelay(_clock);

    [Theory]
    [InlineData(2)]
    [InlineData(40)]
    public void Pause_after_a_commit_settles_just_above_the_time_of_transaction_markers(double usual)
    {
        const double markers = 7.3;
        var refused = 0;
        for (var transaction = 0; transaction < 3000; transaction++)
        {
            var rest = Rest();
            var isRefused = rest < markers;
            Answer(isRefused ? usual + 21 : usual);
            if (transaction < 1000)
                continue;
            refused += isRefused ? 1 : 0;
            Assert.InRange(rest, markers - 0.1, markers + 1.1);
        }

        Assert.InRange(refused, 1, 2000 / 16);
    }

    [Fact]
    public void Pause_after_a_commit_is_at_most_20_ms_and_ends_at_0_with_slow_brokers()
    {
        for (var transaction = 0; transaction < 1000; transaction++)
        {
            Assert.InRange(Rest(), 0, 20);
            Answer(150);
        }

        Assert.Equal(0, Rest());
    }

    [Fact]
    public void Pause_after_a_commit_ends_at_0_when_no_answer_is_slow()
    {
        for (var transaction = 0; transaction < 1000; transaction++)
        {
            Rest();
            Answer(1);
        }

        Assert.Equal(0, Rest());
    }

    [Fact]
    public void Idle_time_after_a_commit_holds_no_record_back_and_leaves_the_pause_unchanged()
    {
        var before = Rest();
        for (var transaction = 0; transaction < 10; transaction++)
        {
            _rest.Committed();
            Advance(500);
            Assert.Equal(TimeSpan.Zero, _rest.Left);
            Answer(150);
        }

        Assert.Equal(before, Rest());
    }

    [Fact]
    public void Later_records_of_a_transaction_are_not_held_back_and_leave_the_pause_unchanged()
    {
        var before = Rest();
        Answer(2);
        for (var burst = 0; burst < 10; burst++)
        {
            Assert.Equal(TimeSpan.Zero, _rest.Left);
            Answer(150);
        }

        Assert.Equal(before - 0.05, Rest(), 6);
    }

    // a transaction is committed; waits as long as it takes until the next one's records may set out
    private double Rest()
    {
        _rest.Committed();
        var left = _rest.Left;
        _clock.Advance(left);
        Assert.Equal(TimeSpan.Zero, _rest.Left);
        return left.TotalMilliseconds;
    }

    private void Answer(double ms)
    {
        _rest.Sent();
        Advance(ms);
        _rest.Answered();
    }

    private void Advance(double ms) => _clock.Advance(TimeSpan.FromMilliseconds(ms));
}
