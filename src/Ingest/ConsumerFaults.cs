using Confluent.Kafka;

namespace StreamLift.Ingest;

/// <summary>Which of the consumer's errors end the process, and which librdkafka mends by itself.</summary>
internal static class ConsumerFaults
{
    /// <summary>Whether going on is pointless.</summary>
    public static bool IsFinal(Error error) => error.IsFatal || error.Code
        is ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed
        or ErrorCode.SaslAuthenticationFailed or ErrorCode.UnsupportedSaslMechanism or ErrorCode.Local_Authentication
        or ErrorCode.InconsistentGroupProtocol or ErrorCode.UnsupportedVersion or ErrorCode.Local_UnsupportedFeature
        or ErrorCode.Local_KeyDeserialization or ErrorCode.Local_ValueDeserialization // a fault of ours: going on would commit past the record
        or ErrorCode.InvalidGroupId or ErrorCode.FencedInstanceId;
}
