using Confluent.Kafka;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Ingest.Group;
using StreamLift.Tests;

namespace StreamLift.Ingest.Tests.Group;

public sealed class FencingPolicyTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private readonly FencingPolicy _policy;

    public FencingPolicyTests() => _policy = new FencingPolicy(_clock);

    [Fact]
    public void Fence_without_a_lost_assignment_ends_the_member() => Assert.Null(After(ErrorCode.FencedInstanceId));

    [Fact]
    public void Fence_soon_after_a_lost_assignment_lets_the_member_policy_once()
    {
        _policy.Lost();
        _policy.Assigned();
        _clock.Advance(FencingPolicy.OwnErrorWindow / 2);
        Assert.Equal(TimeSpan.Zero, After(ErrorCode.FencedInstanceId));
        Assert.Null(After(ErrorCode.FencedInstanceId));
    }

    [Fact]
    public void Fence_long_after_a_lost_assignment_was_regained_ends_the_member()
    {
        _policy.Lost();
        _policy.Assigned();
        _clock.Advance(FencingPolicy.OwnErrorWindow);
        _policy.Assigned(); // partitions come and go; it is the first that counts
        Assert.Null(After(ErrorCode.FencedInstanceId));
    }

    [Fact]
    public void Fence_right_after_a_long_coordinator_outage_lets_the_member_policy()
    {
        _policy.Assigned();
        _policy.Lost();
        _clock.Advance(10 * FencingPolicy.OwnErrorWindow);
        _policy.Assigned();
        Assert.Equal(TimeSpan.Zero, After(ErrorCode.FencedInstanceId));
    }

    [Fact]
    public void Fence_long_after_a_lost_assignment_not_yet_regained_ends_the_member()
    {
        _policy.Lost();
        _clock.Advance(FencingPolicy.OwnErrorWindow);
        Assert.Null(After(ErrorCode.FencedInstanceId));
    }

    [Fact]
    public void Second_fence_after_the_member_policyed_ends_the_member()
    {
        _policy.Lost();
        Assert.Equal(TimeSpan.Zero, After(ErrorCode.FencedInstanceId));
        _policy.Assigned();
        Assert.Null(After(ErrorCode.FencedInstanceId));
    }

    [Fact]
    public void Unreleased_instance_id_is_retried_until_the_old_session_must_have_expired()
    {
        for (var waited = TimeSpan.Zero; waited < FencingPolicy.Session; waited += TimeSpan.FromSeconds(1))
        {
            Assert.Equal(TimeSpan.FromSeconds(1), After(ErrorCode.UnreleasedInstanceId));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Null(After(ErrorCode.UnreleasedInstanceId));
        _policy.Assigned();
        Assert.NotNull(After(ErrorCode.UnreleasedInstanceId));
    }

    [Theory]
    [InlineData(ErrorCode.GroupAuthorizationFailed)]
    [InlineData(ErrorCode.FencedMemberEpoch)]
    [InlineData(ErrorCode.Local_Fatal)]
    public void Fatal_error_other_than_a_fenced_instance_ends_the_member(ErrorCode code)
    {
        _policy.Lost();
        Assert.Null(After(code));
    }

    private TimeSpan? After(ErrorCode code) => _policy.RejoinDelay(new Error(code));
}
