using Confluent.Kafka;

namespace StreamLift.BrokerErrors;

/// <summary>
/// Says an error of the Kafka client in a sentence of this program, followed by the client's code and words in brackets: its words alone, such as
/// "Local: No offset stored" or "Broker: Not coordinator", presume that the reader knows the protocol.
/// </summary>
internal static class ErrorSentence
{
    /// <summary>The sentence without a final stop, then code and reason: <c>the broker did not answer in time (Local_TimedOut: …)</c>.</summary>
    public static string Of(Error error) => Of(error, error.Reason);

    /// <summary>The same where the client's words have been taken apart already.</summary>
    public static string Of(Error error, string reason) => $"{Meaning(error.Code)} ({error.Code}: {reason})";

    /// <summary>What a code means for the user, and the remedy where there is one.</summary>
    public static string Meaning(ErrorCode code) => OfClient(code) ?? OfAccess(code) ?? OfTopic(code) ?? OfGroup(code) ?? OfTransaction(code) ?? Other(code);

    /// <summary>Whether the code has a sentence of its own.</summary>
    public static bool IsKnown(ErrorCode code) => !ReferenceEquals(Meaning(code), Other(code));

    // What the client finds itself: connections, time limits, its own state.
    private static string? OfClient(ErrorCode code) =>
        code switch
        {
            ErrorCode.Local_Resolve => "the broker's address can't be resolved",
            ErrorCode.Local_Transport => "the connection to the broker failed or broke",
            ErrorCode.Local_AllBrokersDown => "no broker can be reached",
            ErrorCode.Local_TimedOut or ErrorCode.Local_TimedOutQueue or ErrorCode.RequestTimedOut => "the broker did not answer in time",
            ErrorCode.Local_MsgTimedOut => "the broker did not acknowledge the record in time",
            ErrorCode.Local_Ssl => "the TLS connection to the broker failed",
            ErrorCode.NetworkException => "the broker closed the connection before it answered",
            ErrorCode.Local_Destroy or ErrorCode.Local_DestroyBroker => "the client is shutting down",
            ErrorCode.Local_QueueFull => "the client's queue is full: the broker takes records more slowly than they come",
            ErrorCode.Local_UnsupportedFeature or ErrorCode.UnsupportedVersion => "this broker is too old for the request",
            ErrorCode.Local_BadMsg or ErrorCode.InvalidMsg => "a record or an answer is damaged",
            ErrorCode.Local_BadCompression or ErrorCode.UnsupportedCompressionType => "a record is compressed in a way that can't be read",
            ErrorCode.Local_InvalidArg or ErrorCode.Local_NotConfigured or ErrorCode.InvalidRequest => "the request or a --kafka property is not valid",
            ErrorCode.Local_CritSysResource or ErrorCode.Local_FS => "the operating system refuses memory, threads or files",
            ErrorCode.Local_NoEnt => "what was asked for does not exist at the broker, or has no leader",
            ErrorCode.Local_MaxPollExceeded => "records were not read for longer than max.poll.interval.ms: the group has taken the partitions away",
            ErrorCode.Local_NoOffset => "there is no offset to commit",
            ErrorCode.Local_PurgeQueue or ErrorCode.Local_PurgeInflight => "the record was discarded before the broker acknowledged it",
            ErrorCode.Local_KeyDeserialization or ErrorCode.Local_ValueDeserialization => "a record could not be taken from the client",
            ErrorCode.Local_Fatal => "the client can't go on",
            ErrorCode.Local_State or ErrorCode.Local_Conflict or ErrorCode.Local_PrevInProgress or ErrorCode.Local_InProgress =>
                "the client is not in a state that allows this",
            ErrorCode.Local_Inconsistent or ErrorCode.Local_GaplessGuarantee => "records can't be sent on in order after an earlier one failed",
            ErrorCode.Local_Intr or ErrorCode.Local_Retry or ErrorCode.Local_WaitCache or ErrorCode.Local_Partial or ErrorCode.Local_Outdated =>
                "the request did not finish",
            ErrorCode.Local_UnknownBroker or ErrorCode.BrokerNotAvailable => "the broker is not known to the cluster, or is down",
            _ => null,
        };

    private static string? OfAccess(ErrorCode code) =>
        code switch
        {
            ErrorCode.TopicAuthorizationFailed => "this user has no right to the topic",
            ErrorCode.GroupAuthorizationFailed => "this user has no right to the group",
            ErrorCode.ClusterAuthorizationFailed => "this user lacks a right on the cluster",
            ErrorCode.TransactionalIdAuthorizationFailed => "this user has no right to the transactional id",
            ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed => "the broker rejects the credentials of this user",
            ErrorCode.UnsupportedSaslMechanism or ErrorCode.IllegalSaslState or ErrorCode.SecurityDisabled =>
                "the broker does not take this way to log in (--kafka security.protocol, sasl.mechanism)",
            _ => null,
        };

    private static string? OfTopic(ErrorCode code) =>
        code switch
        {
            ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition or ErrorCode.UnknownTopicId =>
                "the topic or partition does not exist, or this user may not see it",
            ErrorCode.TopicException => "the topic's name is not valid, or its records are for the broker alone",
            ErrorCode.LeaderNotAvailable or ErrorCode.ReplicaNotAvailable or ErrorCode.EligibleLeadersNotAvailable or ErrorCode.PreferredLeaderNotAvailable =>
                "the partition has no leader: the brokers that hold it are down",
            ErrorCode.NotLeaderForPartition or ErrorCode.FencedLeaderEpoch or ErrorCode.UnknownLeaderEpoch or ErrorCode.OffsetNotAvailable =>
                "the partition has a new leader",
            ErrorCode.OffsetOutOfRange or ErrorCode.Local_AutoOffsetReset => "the records at this offset are not on the broker: deleted by its retention",
            ErrorCode.Local_LogTruncation => "the partition lost its last records with its leader",
            ErrorCode.MsgSizeTooLarge or ErrorCode.RecordListTooLarge or ErrorCode.InvalidMsgSize =>
                "the record is larger than the topic takes (max.message.bytes)",
            ErrorCode.NotEnoughReplicas or ErrorCode.NotEnoughReplicasAfterAppend or ErrorCode.Local_IsrInsuff =>
                "too few replicas are in sync for the topic's min.insync.replicas: brokers are down",
            ErrorCode.InvalidTimestamp => "the topic does not take records with this timestamp",
            ErrorCode.InvalidRecord or ErrorCode.Local_InvalidDifferentRecord => "the broker finds a record not valid for its topic",
            ErrorCode.InvalidRequiredAcks => "the broker does not take this value of acks",
            ErrorCode.UnsupportedForMessageFormat => "the topic's message format is too old for this",
            ErrorCode.PolicyViolation => "a policy of the broker forbids it",
            ErrorCode.TopicAlreadyExists => "the topic exists already",
            ErrorCode.TopicDeletionDisabled => "the broker does not delete topics (delete.topic.enable)",
            ErrorCode.InvalidPartitions or ErrorCode.InvalidReplicationFactor or ErrorCode.InvalidReplicaAssignment =>
                "the broker can't make a topic with so many partitions or replicas",
            ErrorCode.InvalidConfig => "the broker rejects a setting of the topic",
            ErrorCode.NotController or ErrorCode.StaleCtrlEpoch => "the cluster has no controller, or a new one",
            ErrorCode.ThrottlingQuotaExceeded => "a quota of the broker is used up",
            ErrorCode.KafkaStorageError or ErrorCode.LogDirNotFound => "the broker can't read or write its disk",
            _ => null,
        };

    private static string? OfGroup(ErrorCode code) =>
        code switch
        {
            ErrorCode.GroupLoadInProgress => "the group's coordinator is still loading the group's offsets",
            ErrorCode.GroupCoordinatorNotAvailable or ErrorCode.NotCoordinatorForGroup or ErrorCode.Local_WaitCoord =>
                "the group's coordinator is not known yet, or has moved",
            ErrorCode.RebalanceInProgress or ErrorCode.Local_AssignmentLost => "the group is sharing its partitions out anew",
            ErrorCode.IllegalGeneration or ErrorCode.UnknownMemberId or ErrorCode.StaleMemberEpoch or ErrorCode.FencedMemberEpoch =>
                "the group no longer counts this process among its members, or the partitions have moved",
            ErrorCode.MemberIdRequired => "the group wants this process to join again",
            ErrorCode.InconsistentGroupProtocol => "members of the group use another way to share partitions (--group-protocol, partition.assignment.strategy)",
            ErrorCode.UnsupportedAssignor => "the group's broker does not know this assignor",
            ErrorCode.InvalidGroupId or ErrorCode.Local_UnknownGroup => "the group's name is not valid, or the group is of another kind",
            ErrorCode.GroupIdNotFound => "the group does not exist",
            ErrorCode.NonEmptyGroup or ErrorCode.GroupSubscribedToTopic => "the group has members",
            ErrorCode.GroupMaxSizeReached => "the group has as many members as the broker allows",
            ErrorCode.InvalidSessionTimeout => "the broker does not allow this session.timeout.ms",
            ErrorCode.OffsetMetadataTooLarge or ErrorCode.InvalidCommitOffsetSize => "the commit is larger than the broker takes",
            ErrorCode.FencedInstanceId => "another process has taken this --instance",
            ErrorCode.UnreleasedInstanceId => "the --instance is still registered for another process",
            ErrorCode.UnstableOffsetCommit => "a transaction still holds the group's offsets",
            _ => null,
        };

    private static string? OfTransaction(ErrorCode code) =>
        code switch
        {
            ErrorCode.Local_Fenced or ErrorCode.ProducerFenced or ErrorCode.InvalidProducerEpoch or ErrorCode.TransactionCoordinatorFenced =>
                "another producer has taken over the transactional id",
            ErrorCode.InvalidProducerIdMapping or ErrorCode.UnknownProducerId => "the broker no longer knows this producer",
            ErrorCode.InvalidTxnState => "the broker has ended the transaction",
            ErrorCode.ConcurrentTransactions => "the broker is still ending the transaction before",
            ErrorCode.InvalidTransactionTimeout => "the broker allows no transactions of this length (transaction.max.timeout.ms)",
            ErrorCode.OutOfOrderSequenceNumber or ErrorCode.DuplicateSequenceNumber => "the broker misses records before this one",
            ErrorCode.OperationNotAttempted => "the broker did not begin the request, because a part of it failed",
            _ => null,
        };

    private static string Other(ErrorCode code) => code < 0 ? "the Kafka client failed" : "the broker refuses the request";
}
