using System.Runtime.CompilerServices;

namespace StreamLift.Tests;

/// <summary>A test with cases that reads the recorded motion beside the clone, and skips with the reason where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CmuTheoryAttribute : TheoryAttribute
{
    public CmuTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = new CmuFactAttribute().Skip;
}
