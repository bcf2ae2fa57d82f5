using System.Runtime.CompilerServices;

namespace StreamLift.Tests;

/// <summary>A test with cases that reads a folder beside the clone, and skips with the reason where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute(string folder, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = new SharedFactAttribute(folder).Skip;
}
