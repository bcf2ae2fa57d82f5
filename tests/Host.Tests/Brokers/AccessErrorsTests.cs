using Confluent.Kafka;
using StreamLift.Host.Brokers;
using StreamLift.Host.Running;

namespace StreamLift.Host.Tests.Brokers;

public sealed class AccessErrorsTests
{
    [Theory]
    [InlineData(ErrorCode.GroupAuthorizationFailed, "group lifters: this user is not authorized to read it: why")]
    [InlineData(ErrorCode.TopicAuthorizationFailed, "input in: this user is not authorized to read it: why")]
    [InlineData(ErrorCode.UnreleasedInstanceId, "instance a in group lifters is already registered: another process uses the name")]
    [InlineData(ErrorCode.FencedInstanceId, "instance a in group lifters was fenced: FencedInstanceId: why")]
    public void A_refusal_names_what_was_refused(ErrorCode code, string said)
    {
        var refused = new KafkaException(new Error(code, "why"));
        Assert.True(AccessErrors.IsKnown(refused));
        var plan = Configured.Plan(("StreamLift:Ingest:Group", "lifters"), ("StreamLift:Ingest:Instance", "a"));
        Assert.StartsWith(said, AccessErrors.Of(refused, plan).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ErrorCode.Local_TimedOut)]
    [InlineData(ErrorCode.ClusterAuthorizationFailed)]
    public void An_error_without_words_of_its_own_is_left_as_it_is(ErrorCode code) => Assert.False(AccessErrors.IsKnown(new KafkaException(code)));
}
