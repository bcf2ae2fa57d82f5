using Confluent.Kafka;
using StreamLift.Host.Settings;

namespace StreamLift.Host.Brokers;

/// <summary>Words authorization and fencing errors, with the group, topic or instance and the remedy.</summary>
internal static class AccessErrors
{
    /// <summary>Whether this class words the error.</summary>
    public static bool IsKnown(KafkaException e) =>
        e.Error.Code
            is ErrorCode.GroupAuthorizationFailed
                or ErrorCode.TopicAuthorizationFailed
                or ErrorCode.FencedInstanceId
                or ErrorCode.UnreleasedInstanceId;

    /// <summary>The error in one line. The sink words errors of the output's topics itself.</summary>
    public static BrokerException Of(KafkaException e, ServiceSettings plan) =>
        new(
            e.Error.Code switch
            {
                ErrorCode.GroupAuthorizationFailed => $"group {plan.Ingest.Group}: this user is not authorized to read it: {e.Error.Reason}",
                ErrorCode.TopicAuthorizationFailed => $"input {plan.Ingest.Input}: this user is not authorized to read it: {e.Error.Reason}",
                ErrorCode.UnreleasedInstanceId =>
                    $"instance {plan.Ingest.Instance} in group {plan.Ingest.Group} is already registered: another process uses the name (each process of a "
                        + $"group needs its own --instance), or the session of a killed process has not expired: {e.Error.Reason}",
                // The other process has the partitions by now: taking the name back would let the two fence each other forever. Without another process a
                // restart is enough.
                _ => $"instance {plan.Ingest.Instance} in group {plan.Ingest.Group} was fenced: {e.Error.Code}: {e.Error.Reason} (each process of a group "
                    + "needs its own --instance; if each has one, restart this process)",
            }
        );
}
