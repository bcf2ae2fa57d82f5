using Microsoft.Extensions.Time.Testing;
using StreamLift.Sink.Transactions;
using StreamLift.Tests;

namespace StreamLift.Sink.Tests.Transactions;

public sealed class CommitPolicyTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private readonly CommitPolicy _policy;

    public CommitPolicyTests() => _policy = new CommitPolicy(TimeSpan.FromMilliseconds(100), _clock);

    [Fact]
    public void First_transaction_commits_at_once_and_each_later_one_after_the_interval()
    {
        Assert.Equal(TimeSpan.Zero, _policy.Left);
        _policy.Commits();
        _clock.Advance(TimeSpan.FromMilliseconds(30));
        _policy.Ended();
        Assert.Equal(TimeSpan.FromMilliseconds(70), _policy.Left);
        _clock.Advance(TimeSpan.FromMilliseconds(70));
        Assert.Equal(TimeSpan.Zero, _policy.Left);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.Zero, _policy.Left);
    }

    [Fact]
    public void Transaction_that_is_waited_for_commits_at_once_and_the_next_after_the_interval()
    {
        _policy.Commits();
        _policy.Ended();
        _policy.Hurry();
        Assert.Equal(TimeSpan.Zero, _policy.Left);
        _policy.Commits();
        _policy.Ended();
        Assert.Equal(TimeSpan.FromMilliseconds(100), _policy.Left);
    }
}
