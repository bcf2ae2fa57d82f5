using System.Runtime.CompilerServices;

namespace StreamLift.Tests;

/// <summary>A test that int8 is served; skipped on a processor that says it has no VNNI, for there fp32 is.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class VnniFactAttribute : FactAttribute
{
    private const string Processor = "/proc/cpuinfo";

    public VnniFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (File.Exists(Processor) && !File.ReadAllText(Processor).Contains("vnni", StringComparison.Ordinal))
            Skip = "this processor has no VNNI";
    }
}
