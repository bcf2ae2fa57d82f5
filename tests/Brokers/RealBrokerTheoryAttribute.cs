using System.Runtime.CompilerServices;

namespace StreamLift.Tests.Brokers;

/// <summary>A test of what only a real Kafka does; skips with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealBrokerTheoryAttribute : TheoryAttribute
{
    public RealBrokerTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (RealBroker.Launcher is null)
            Skip = "needs a real Kafka: the script beside the clone, or KAFKA_HOME";
    }
}
