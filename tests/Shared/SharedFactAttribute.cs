using System.Runtime.CompilerServices;

namespace StreamLift.Tests;

/// <summary>A test that reads a file or folder beside the clone, and skips with the reason where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    /// <param name="path">The path within the folder beside the clone.</param>
    /// <param name="sourceFilePath">Filled in.</param>
    /// <param name="sourceLineNumber">Filled in.</param>
    public SharedFactAttribute(string path, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        var full = Path.Combine(SharedData.Root, path);
        if (!Path.Exists(full))
            Skip = $"nothing at {full} (STREAMLIFT_SHARED names another folder)";
    }
}
