using System.Runtime.CompilerServices;

namespace StreamLift.Tests;

/// <summary>A test that reads the motion that the shipped models were made of, beside the clone, and skips with the reason where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MotionTheoryAttribute : TheoryAttribute
{
    public MotionTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (!File.Exists(SharedData.Motion))
            Skip = $"no motion at {SharedData.Motion} (STREAMLIFT_SHARED names another folder)";
    }
}
