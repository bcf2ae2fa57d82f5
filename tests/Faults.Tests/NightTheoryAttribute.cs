using System.Runtime.CompilerServices;
using StreamLift.Tests;

namespace StreamLift.Faults.Tests;

/// <summary>A test of many minutes: only tests/Faults.Tests/night asks for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NightTheoryAttribute : TheoryAttribute
{
    public NightTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (!Night.IsNight || !File.Exists(SharedData.KafkaScript))
            Skip = "takes minutes: tests/Faults.Tests/night runs it";
    }
}
