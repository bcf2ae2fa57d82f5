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
    public static BrokerException Of(KafkaException e, ServiceSettings settings)
    {
        var (group, instance, reason) = (settings.Ingest.Group, settings.Ingest.Instance, e.Error.Reason);
        return new BrokerException(
            e.Error.Code switch
            {
                ErrorCode.GroupAuthorizationFailed => $"group {group}: this user is not authorized to read it: {reason}",
                ErrorCode.TopicAuthorizationFailed => $"input {settings.Ingest.Input}: this user is not authorized to read it: {reason}",
                ErrorCode.UnreleasedInstanceId =>
                    $"instance {instance} in group {group} is already registered: another process uses the name (each process of a "
                        + $"group needs its own --instance), or the session of a killed process has not expired: {reason}",
                // The other process has the partitions by now: taking the name back would let the two fence each other forever. Without another process a
                // restart is enough.
                _ =>
                    $"instance {instance} in group {group} was fenced: {e.Error.Code}: {reason} (each process of a group needs its own --instance; if each has "
                        + "one, restart this process)",
            }
        );
    }
}
