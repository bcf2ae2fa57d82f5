using System.Runtime.CompilerServices;
using Xunit.v3;

namespace StreamLift.Faults.Tests;

/// <summary>A test of many minutes: there is none unless tests/Faults.Tests/night asks for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(NightDiscoverer))]
internal sealed class NightTheoryAttribute : TheoryAttribute
{
    public NightTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = KafkaInstallation.Missing;
}
