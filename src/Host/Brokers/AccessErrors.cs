using Confluent.Kafka;
using StreamLift.Host.Settings;

namespace StreamLift.Host.Brokers;

/// <summary>What the broker no longer lets a process do, in words that say of what and what helps.</summary>
internal static class AccessErrors
{
    /// <summary>Whether there are words for it.</summary>
    public static bool IsKnown(KafkaException e) =>
        e.Error.Code
            is ErrorCode.GroupAuthorizationFailed
                or ErrorCode.TopicAuthorizationFailed
                or ErrorCode.FencedInstanceId
                or ErrorCode.UnreleasedInstanceId;

    /// <summary>One line of it. Of the output's topics the sink speaks itself.</summary>
    public static BrokerException Of(KafkaException e, ServiceSettings plan) =>
        new(
            e.Error.Code switch
            {
                ErrorCode.GroupAuthorizationFailed => $"group {plan.Ingest.Group}: this user may not read it: {e.Error.Reason}",
                ErrorCode.TopicAuthorizationFailed => $"input {plan.Ingest.Input}: this user may not read it: {e.Error.Reason}",
                ErrorCode.UnreleasedInstanceId =>
                    $"the place of instance {plan.Ingest.Instance} in group {plan.Ingest.Group} is not free: another process has it (each process of "
                        + $"a group needs an --instance of its own), "
                        + $"or the broker still keeps it for one that was killed: {e.Error.Reason}",
                // The other one has the partitions by now; to take the name back would take turns with it for ever. Where there is no other, a start is as
                // good.
                _ => $"the place of instance {plan.Ingest.Instance} in group {plan.Ingest.Group} has been taken over: {e.Error.Code}: {e.Error.Reason} "
                    + $"(each process of a group needs an --instance of its own; where each has one, start it again)",
            }
        );
}
