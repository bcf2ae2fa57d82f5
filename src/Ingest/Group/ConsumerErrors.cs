using Confluent.Kafka;

namespace StreamLift.Ingest.Group;

/// <summary>Which of the consumer's errors end the process, and which pass.</summary>
internal static class ConsumerErrors
{
    /// <summary>What was read is not delivered when the lane ends.</summary>
    public static Error Undelivered { get; } =
        new(
            ErrorCode.Local_TimedOut,
            "records in flight at the end were not delivered: the output broker takes no records, or the last transaction was aborted; "
                + "they are read again at the next start"
        );

    /// <summary>Whether the consumer can't go on.</summary>
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
                or ErrorCode.Local_ValueDeserialization // a fault of this program: going on would commit past the record
                or ErrorCode.InvalidGroupId
                or ErrorCode.FencedInstanceId;

    /// <summary>Whether the same commit may succeed a little later.</summary>
    public static bool IsTransientCommitError(ErrorCode code) =>
        code
            is ErrorCode.RebalanceInProgress
                or ErrorCode.IllegalGeneration
                or ErrorCode.StaleMemberEpoch
                or ErrorCode.Local_WaitCoord
                or ErrorCode.NotCoordinatorForGroup
                or ErrorCode.GroupCoordinatorNotAvailable
                or ErrorCode.GroupLoadInProgress
                or ErrorCode.RequestTimedOut
                or ErrorCode.Local_TimedOut
                or ErrorCode.Local_TimedOutQueue
                or ErrorCode.Local_Transport
                or ErrorCode.Local_AllBrokersDown;
}
