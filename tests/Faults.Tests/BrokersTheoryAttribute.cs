using System.Runtime.CompilerServices;

namespace StreamLift.Faults.Tests;

/// <summary>A test that kills brokers; skips with the reason where they can't be started.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrokersTheoryAttribute : TheoryAttribute
{
    public BrokersTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = KafkaInstallation.Missing;
}
