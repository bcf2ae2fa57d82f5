using System.Runtime.CompilerServices;

namespace StreamLift.View.Tests.Browser;

/// <summary>A test in a real browser, skipped with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Timeout = 120_000;
        if (Chromium.Program is null)
            Skip = "no Chromium on PATH (Debian: apt-get install chromium)";
    }
}
