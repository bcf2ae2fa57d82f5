using StreamLift.Tests;

namespace StreamLift.Faults.Tests;

/// <summary>A test of many minutes: only tests/Faults.Tests/night asks for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NightTheoryAttribute : TheoryAttribute
{
    public NightTheoryAttribute()
    {
        if (!Night.IsNight || !File.Exists(SharedData.KafkaScript))
            Skip = "takes minutes: tests/Faults.Tests/night runs it";
    }
}
