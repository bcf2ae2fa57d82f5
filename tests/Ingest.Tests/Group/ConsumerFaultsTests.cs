using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Records;

namespace StreamLift.Ingest.Tests.Group;

public sealed class ConsumerFaultsTests
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
    public void Authorization_or_record_errors_end_the_lane_and_transient_ones_give_no_record(ErrorCode code, bool ends)
    {
        var failure = new ConsumeException(new ConsumeResult<byte[], byte[]>(), new Error(code));
        var (consumer, script) = ScriptedConsumer.Make();
        script.Fails("Consume", failure);
        var thrown = Record.Exception(() => Assert.Null(ConsumerFaults.Consume(consumer, TimeSpan.Zero, NullLogger.Instance)));
        Assert.Same(ends ? failure : null, thrown);
    }

    [Fact]
    public void Any_error_that_the_client_calls_fatal_ends_the_lane() =>
        Assert.True(ConsumerFaults.IsFinal(new Error(ErrorCode.Local_Transport, "broken", isFatal: true)));

    [Fact]
    public void A_record_is_handed_on()
    {
        var record = new ConsumeResult<Consumed, Consumed> { Topic = "in" };
        var (consumer, script) = ScriptedConsumer.Make();
        script.On("Consume", _ => record);
        Assert.Same(record, ConsumerFaults.Consume(consumer, TimeSpan.Zero, NullLogger.Instance));
    }
}
