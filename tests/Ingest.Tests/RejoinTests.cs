using Confluent.Kafka;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Tests;

namespace StreamLift.Ingest.Tests;

public sealed class RejoinTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private readonly Rejoin _rejoin;

    public RejoinTests() => _rejoin = new Rejoin(_clock);

    [Fact]
    public void A_fence_without_a_loss_is_another_s() => Assert.Null(After(ErrorCode.FencedInstanceId));

    [Fact]
    public void A_fence_soon_after_a_loss_is_its_own_once()
    {
        _rejoin.Lost();
        _rejoin.Assigned();
        _clock.Advance(Rejoin.Own / 2);
        Assert.Equal(TimeSpan.Zero, After(ErrorCode.FencedInstanceId));
        Assert.Null(After(ErrorCode.FencedInstanceId));
    }

    [Fact]
    public void A_fence_long_after_a_loss_is_another_s()
    {
        _rejoin.Lost();
        _rejoin.Assigned();
        _clock.Advance(Rejoin.Own);
        _rejoin.Assigned(); // partitions come and go; it is the first that counts
        Assert.Null(After(ErrorCode.FencedInstanceId));
    }

    [Fact]
    public void However_long_its_coordinator_was_away_a_fence_once_it_is_back_is_its_own()
    {
        _rejoin.Assigned();
        _rejoin.Lost();
        _clock.Advance(10 * Rejoin.Own);
        _rejoin.Assigned();
        Assert.Equal(TimeSpan.Zero, After(ErrorCode.FencedInstanceId));
    }

    [Fact]
    public void A_fence_long_after_a_loss_and_not_yet_back_is_another_s_who_has_its_place()
    {
        _rejoin.Lost();
        _clock.Advance(Rejoin.Own);
        Assert.Null(After(ErrorCode.FencedInstanceId));
    }

    [Fact]
    public void Whoever_takes_its_place_back_once_doesn_t_take_it_back_again()
    {
        _rejoin.Lost();
        Assert.Equal(TimeSpan.Zero, After(ErrorCode.FencedInstanceId));
        _rejoin.Assigned();
        Assert.Null(After(ErrorCode.FencedInstanceId));
    }

    [Fact]
    public void A_name_that_the_broker_keeps_is_asked_for_until_its_session_must_be_over()
    {
        for (var waited = TimeSpan.Zero; waited < Rejoin.Session; waited += TimeSpan.FromSeconds(1))
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
    public void Whatever_else_ends_a_client_ends_it(ErrorCode code)
    {
        _rejoin.Lost();
        Assert.Null(After(code));
    }

    private TimeSpan? After(ErrorCode code) => _rejoin.After(new Error(code));
}
