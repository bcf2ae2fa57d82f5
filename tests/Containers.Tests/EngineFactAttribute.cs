using System.Runtime.CompilerServices;

namespace StreamLift.Containers.Tests;

/// <summary>A test that needs a container engine, and skips with what was answered where none can be used.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EngineFactAttribute : FactAttribute
{
    public EngineFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = Engine.SkipReason;
}
