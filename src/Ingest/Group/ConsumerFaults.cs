using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Ingest.Records;

namespace StreamLift.Ingest.Group;

/// <summary>Reading past errors: which of the consumer's errors end the process, and which librdkafka mends by itself.</summary>
internal static class ConsumerFaults
{
    /// <summary>The next record or end of a partition; null where there is none yet, or trouble that passes.</summary>
    /// <exception cref="ConsumeException">Trouble that doesn't.</exception>
    public static ConsumeResult<Consumed, Consumed>? Consume(IConsumer<Consumed, Consumed> consumer, TimeSpan patience, ILogger log)
    {
        try
        {
            return consumer.Consume(Whole(patience));
        }
        catch (ConsumeException e) when (!IsFinal(e.Error))
        {
            log.ConsumerTrouble(e.Error.Code.ToString(), e.Error.Reason); // librdkafka goes on by itself
            return null;
        }
    }

    // The client cuts off below a millisecond: what is left of one would be no wait at all, asked for again and again.
    private static TimeSpan Whole(TimeSpan patience) => TimeSpan.FromMilliseconds(Math.Ceiling(patience.TotalMilliseconds));

    /// <summary>Whether going on is pointless.</summary>
    public static bool IsFinal(Error error) =>
        error.IsFatal
        || error.Code
            is ErrorCode.TopicAuthorizationFailed
                or ErrorCode.GroupAuthorizationFailed
                or ErrorCode.ClusterAuthorizationFailed
                or ErrorCode.SaslAuthenticationFailed
                or ErrorCode.UnsupportedSaslMechanism
                or ErrorCode.Local_Authentication
                or ErrorCode.InconsistentGroupProtocol
                or ErrorCode.UnsupportedVersion
                or ErrorCode.Local_UnsupportedFeature
                or ErrorCode.Local_KeyDeserialization
                or ErrorCode.Local_ValueDeserialization // a fault of ours: going on would commit past the record
                or ErrorCode.InvalidGroupId
                or ErrorCode.FencedInstanceId;
}
