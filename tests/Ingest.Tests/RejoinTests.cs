using Confluent.Kafka;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Ingest.Group;
using StreamLift.Tests;

namespace StreamLift.Ingest.Tests;

public sealed class RejoinTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private readonly FencingPolicy _rejoin;

    public RejoinTests() => _rejoin = new FencingPolicy(_clock);

    [Fact]
    public void Fence_without_a_lost_assignment_ends_the_member() => Assert.Null(After(ErrorCode.FencedInstanceId));

    [Fact]
    public void Fence_soon_after_a_lost_assignment_lets_the_member_rejoin_once()
    {
        _rejoin.Lost();
        _rejoin.Assigned();
        _clock.Advance(FencingPolicy.Own / 2);
        Assert.Equal(TimeSpan.Zero, After(ErrorCode.FencedInstanceId));
        Assert.Null(After(ErrorCode.FencedInstanceId));
    }

    [Fact]
    public void Fence_long_after_a_lost_assignment_was_regained_ends_the_member()
    {
        _rejoin.Lost();
        _rejoin.Assigned();
        _clock.Advance(FencingPolicy.Own);
        _rejoin.Assigned(); // partitions come and go; it is the first that counts
        Assert.Null(After(ErrorCode.FencedInstanceId));
    }

    [Fact]
    public void Fence_right_after_a_long_coordinator_outage_lets_the_member_rejoin()
    {
        _rejoin.Assigned();
        _rejoin.Lost();
        _clock.Advance(10 * FencingPolicy.Own);
        _rejoin.Assigned();
        Assert.Equal(TimeSpan.Zero, After(ErrorCode.FencedInstanceId));
    }

    [Fact]
    public void Fence_long_after_a_lost_assignment_not_yet_regained_ends_the_member()
    {
        _rejoin.Lost();
        _clock.Advance(FencingPolicy.Own);
        Assert.Null(After(ErrorCode.FencedInstanceId));
    }

    [Fact]
    public void Second_fence_after_the_member_rejoined_ends_the_member()
    {
        _rejoin.Lost();
        Assert.Equal(TimeSpan.Zero, After(ErrorCode.FencedInstanceId));
        _rejoin.Assigned();
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
        _rejoin.Assigned();
        Assert.NotNull(After(ErrorCode.UnreleasedInstanceId));
    }

    [Theory]
    [InlineData(ErrorCode.GroupAuthorizationFailed)]
    [InlineData(ErrorCode.FencedMemberEpoch)]
    [InlineData(ErrorCode.Local_Fatal)]
    public void Fatal_error_other_than_a_fenced_instance_ends_the_member(ErrorCode code)
    {
        _rejoin.Lost();
        Assert.Null(After(code));
    }

    private TimeSpan? After(ErrorCode code) => _rejoin.After(new Error(code));
}
