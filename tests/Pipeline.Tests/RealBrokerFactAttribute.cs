using System.Runtime.CompilerServices;

namespace StreamLift.Pipeline.Tests;

/// <summary>A test of what only a real Kafka does; skips with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealBrokerFactAttribute : FactAttribute
{
    /// <param name="isConfigured">Whether it needs settings of its own, which a broker in a container can't be given.</param>
    public RealBrokerFactAttribute(bool isConfigured = false, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = new RealBrokerTheoryAttribute(isConfigured).Skip;
}
