using System.Runtime.CompilerServices;
using StreamLift.Tests;

namespace StreamLift.Faults.Tests;

/// <summary>A test that kills brokers; skips with the reason where the script that starts them is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrokersTheoryAttribute : TheoryAttribute
{
    public BrokersTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (!File.Exists(SharedData.KafkaScript))
            Skip = "needs three brokers: the script kafka/kafka.sh beside the clone (STREAMLIFT_SHARED names another place)";
    }
}
