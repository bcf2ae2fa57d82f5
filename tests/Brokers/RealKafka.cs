using DotNet.Testcontainers.Configurations;

namespace StreamLift.Tests.Brokers;

/// <summary>
/// Whether tests have a real Kafka: brokers from an installation, else, where there is no Java or no installation, one broker in a container.
/// </summary>
internal static class RealKafka
{
    /// <summary>Whether it is in a container; there it has the settings of its image.</summary>
    // Testcontainers looks for an engine, and pings what it finds
    public static bool IsInContainer { get; } = KafkaInstallation.Missing is not null && TestcontainersSettings.OS.DockerEndpointAuthConfig is not null;

    /// <summary>Why there is none; null where there is one.</summary>
    public static string? Missing { get; } = KafkaInstallation.Missing is { } reason && !IsInContainer ? $"{reason}; and no container engine answers" : null;
}
