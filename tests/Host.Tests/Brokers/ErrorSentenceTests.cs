using Confluent.Kafka;
using StreamLift.BrokerErrors;

namespace StreamLift.Host.Tests.Brokers;

public sealed class ErrorSentenceTests
{
    // Not for a user's eyes: answers to requests that no command makes (elections, reassignments, delegation tokens, telemetry, fetch sessions), and events
    // that the client handles itself.
    private static readonly HashSet<ErrorCode> Unseen =
    [
        ErrorCode.NoError,
        ErrorCode.Unknown,
        ErrorCode.Local_Fail,
        ErrorCode.Local_PartitionEOF,
        ErrorCode.Local_NodeUpdate,
        ErrorCode.Local_ExistingSubscription,
        ErrorCode.Local_AssignPartitions,
        ErrorCode.Local_RevokePartitions,
        ErrorCode.Local_UnknownProtocol,
        ErrorCode.Local_NotImplemented,
        ErrorCode.Local_KeySerialization,
        ErrorCode.Local_ValueSerialization,
        ErrorCode.Local_ReadOnly,
        ErrorCode.Local_Underflow,
        ErrorCode.Local_InvalidType,
        ErrorCode.Local_Application,
        ErrorCode.Local_Noop,
        ErrorCode.ReassignmentInProgress,
        ErrorCode.DelegationTokenAuthDisabled,
        ErrorCode.DelegationTokenNotFound,
        ErrorCode.DelegationTokenOwnerMismatch,
        ErrorCode.DelegationTokenRequestNotAllowed,
        ErrorCode.DelegationTokenAuthorizationFailed,
        ErrorCode.DelegationTokenExpired,
        ErrorCode.InvalidPrincipalType,
        ErrorCode.FetchSessionIdNotFound,
        ErrorCode.InvalidFetchSessionEpoch,
        ErrorCode.ListenerNotFound,
        ErrorCode.StaleBrokerEpoch,
        ErrorCode.ElectionNotNeeded,
        ErrorCode.NoReassignmentInProgress,
        ErrorCode.ResourceNotFound,
        ErrorCode.DuplicateResource,
        ErrorCode.UnacceptableCredential,
        ErrorCode.InconsistentVoterSet,
        ErrorCode.InvalidUpdateVersion,
        ErrorCode.FeatureUpdateFailed,
        ErrorCode.PrincipalDeserializationFailure,
        ErrorCode.UnknownSubscriptionId,
        ErrorCode.TelemetryTooLarge,
        ErrorCode.RebootstrapRequired,
    ];

    public static TheoryData<ErrorCode> Seen => [.. Enum.GetValues<ErrorCode>().Distinct().Except(Unseen)];

    [Theory]
    [MemberData(nameof(Seen))]
    public void Every_error_that_can_reach_a_user_has_a_sentence_of_its_own(ErrorCode code)
    {
        Assert.True(ErrorSentence.IsKnown(code), $"{code} has none");
        var text = ErrorSentence.Of(new Error(code, "the client's words"));
        Assert.EndsWith($" ({code}: the client's words)", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("^(Local|Broker):", text);
    }

    [Theory]
    [InlineData(ErrorCode.Local_Noop, "the Kafka client failed (Local_Noop: why)")]
    [InlineData(ErrorCode.ElectionNotNeeded, "the broker refuses the request (ElectionNotNeeded: why)")]
    public void An_error_without_a_sentence_says_who_failed(ErrorCode code, string text)
    {
        Assert.False(ErrorSentence.IsKnown(code));
        Assert.Equal(text, ErrorSentence.Of(new Error(code, "why")));
    }
}
