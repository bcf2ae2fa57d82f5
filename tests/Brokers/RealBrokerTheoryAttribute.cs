using System.Runtime.CompilerServices;

namespace StreamLift.Tests.Brokers;

/// <summary>A test of what only a real Kafka does; skips with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealBrokerTheoryAttribute : TheoryAttribute
{
    /// <param name="isConfigured">Whether it needs settings of its own, which a broker in a container can't be given.</param>
    public RealBrokerTheoryAttribute(bool isConfigured = false, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = isConfigured ? KafkaInstallation.Missing : RealKafka.Missing;
}
