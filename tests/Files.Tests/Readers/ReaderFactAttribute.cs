using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace StreamLift.Files.Tests.Readers;

/// <summary>A test that asks a reader of another program, and skips with the reason where it is not on the machine.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReaderFactAttribute : FactAttribute
{
    private static readonly ConcurrentDictionary<string, string?> Missing = new();

    /// <param name="script">The script in this folder.</param>
    /// <param name="sourceFilePath">Filled in.</param>
    /// <param name="sourceLineNumber">Filled in.</param>
    public ReaderFactAttribute(string script, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = Missing.GetOrAdd(script, OtherReader.Missing);
}
