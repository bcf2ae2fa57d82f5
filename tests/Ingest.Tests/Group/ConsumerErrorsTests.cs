using Confluent.Kafka;
using StreamLift.Ingest.Group;

namespace StreamLift.Ingest.Tests.Group;

public sealed class ConsumerErrorsTests
{
    [Theory]
    [InlineData(ErrorCode.TopicAuthorizationFailed, true)]
    [InlineData(ErrorCode.GroupAuthorizationFailed, true)]
    [InlineData(ErrorCode.SaslAuthenticationFailed, true)]
    [InlineData(ErrorCode.InconsistentGroupProtocol, true)]
    [InlineData(ErrorCode.FencedInstanceId, true)]
    [InlineData(ErrorCode.Local_ValueDeserialization, true)] // going on would commit past the record
    [InlineData(ErrorCode.Local_Transport, false)]
    [InlineData(ErrorCode.Local_AllBrokersDown, false)]
    [InlineData(ErrorCode.UnknownTopicOrPart, false)]
    [InlineData(ErrorCode.LeaderNotAvailable, false)]
    [InlineData(ErrorCode.Local_MaxPollExceeded, false)]
    public void Authorization_or_record_errors_are_final_and_transient_ones_are_not(ErrorCode code, bool isFinal) =>
        Assert.Equal(isFinal, ConsumerErrors.IsFinal(new Error(code)));

    [Fact]
    public void Any_error_that_the_client_calls_fatal_is_final() =>
        Assert.True(ConsumerErrors.IsFinal(new Error(ErrorCode.Local_Transport, "broken", isFatal: true)));
}
