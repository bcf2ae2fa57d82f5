using System.Runtime.CompilerServices;

namespace StreamLift.Containers.Tests;

/// <summary>A test of the compose file; skips with the reason where there is no engine to run it on, or no Compose.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ComposeFactAttribute : FactAttribute
{
    public ComposeFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = Engine.SkipReason ?? ComposeProject.SkipReason;
}
