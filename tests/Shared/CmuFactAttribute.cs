using System.Runtime.CompilerServices;

namespace StreamLift.Tests;

/// <summary>A test that reads the recorded motion beside the clone, and skips with the reason where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CmuFactAttribute : FactAttribute
{
    public CmuFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (!Directory.Exists(SharedData.Cmu))
            Skip = $"no recorded motion at {SharedData.Cmu} (STREAMLIFT_SHARED names another folder)";
    }
}
